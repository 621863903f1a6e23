package dev.tollgate.gateway.inbound.tls;

import java.nio.file.Path;

/// Where a certificate is, in PEM.
///
/// @param chain the certificate, then those that lead to its root
/// @param key its private key, not encrypted
public record CertificateFiles(Path chain, Path key) {}
