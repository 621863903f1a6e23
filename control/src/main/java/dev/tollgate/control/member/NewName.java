package dev.tollgate.control.member;

import java.util.Optional;

/// A name that was given, or `null`.
record NewName(Optional<String> value) {}
