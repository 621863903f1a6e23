package dev.tollgate.domain.admission;

import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.target.TargetPolicy;
import java.util.Set;

/// The settings that admission goes by. Replaced whole when they are read again.
///
/// @param strict whether `auth.mode` is `strict`: failures do not tell what was wrong (G§9.5)
/// @param kycProducts products that only verified accounts may use
public record AdmissionRules(boolean strict, ThrottleSettings throttle, TargetPolicy targets,
        Set<Product> kycProducts) {
    public AdmissionRules {
        kycProducts = Set.copyOf(kycProducts);
    }
}
