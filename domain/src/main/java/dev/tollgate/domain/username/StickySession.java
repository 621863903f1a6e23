package dev.tollgate.domain.username;

/// The wish to keep one exit: the client's own id for it, and for how long.
public record StickySession(String id, int minutes) {}
