package dev.tollgate.domain.admission;

import dev.tollgate.domain.address.Cidr;

/// The username of clients from a whitelisted range that send no credentials (G§9.4).
public record DefaultUsername(Cidr range, String username) {}
