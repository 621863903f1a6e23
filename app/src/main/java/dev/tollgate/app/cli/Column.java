package dev.tollgate.app.cli;

/// A column of a list.
///
/// @param pointer to what stands in it (RFC 6901), such as `/balance/amount`
record Column(String heading, String pointer) {}
