package dev.tollgate.control.http;

import java.util.Map;

/// An answer as it goes out, but for what every answer carries.
///
/// @param body none: no bytes
record Rendered(int status, String mediaType, Map<String, String> headers, byte[] body) {}
