package dev.tollgate.app.client;

import dev.tollgate.domain.secret.Secret;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Optional;

/// Where an API is, and as whom it is called.
///
/// @param base without `/v1`
/// @param account the id of another account to act inside
/// @param accountHeader the header that names it
/// @param certificate the only one that the API is believed by, over TLS; empty: whom Java trusts
public record ApiAddress(URI base, Secret token, Optional<String> account, String accountHeader,
        Optional<X509Certificate> certificate) {}
