package dev.tollgate.app.admin;

/// A part of the node for whose sake it should get no new clients.
///
/// @param part such as `snapshot`
/// @param why in a few words
public record NotReady(String part, String why) {}
