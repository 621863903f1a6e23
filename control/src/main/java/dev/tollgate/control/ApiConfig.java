package dev.tollgate.control;

import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.brand.Brand;
import java.nio.file.Path;
import java.util.Optional;

/// The settings of the API.
///
/// @param address to listen on
/// @param port 0 takes a free one
/// @param trustedProxies whose `X-Forwarded-For` is believed
/// @param tls empty serves plain HTTP
/// @param version of the product, for `/status`
public record ApiConfig(String address, int port, CidrSet trustedProxies, Optional<TlsFiles> tls, Brand brand,
        String version) {

    /// PEM files: a certificate chain and an unencrypted PKCS#8 key.
    public record TlsFiles(Path certificate, Path key) {}
}
