package dev.tollgate.domain.exit;

import dev.tollgate.domain.subuser.Product;
import java.util.Optional;

/// Which exits would do for a request: its product and the places its username names.
///
/// @param asn in decimal digits
public record ExitWish(Product product, String region, Optional<String> state, Optional<String> city,
        Optional<String> asn) {}
