package dev.tollgate.control.http;

import java.util.Optional;

/// Where the API listens.
///
/// @param address an address of this machine
/// @param port 0 takes a free one
/// @param tls empty serves plain HTTP
public record ListenerSettings(String address, int port, Optional<TlsIdentity> tls) {}
