package dev.tollgate.gateway.hostile;

/// One message to try: one character is one byte.
record Attempt(String message, Verdict verdict) {}
