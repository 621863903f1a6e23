package dev.tollgate.domain.exit;

import dev.tollgate.domain.audit.Facts;
import dev.tollgate.domain.subuser.Product;
import java.util.Optional;
import java.util.Set;

/// What an exit is and where it stands; a request's wish is held against it.
public record ExitLabels(Set<Product> products, LabelValue region, LabelValue state, LabelValue city, LabelValue asn) {
    public ExitLabels {
        products = Set.copyOf(products);
    }

    /// Never widened: each thing that was asked for must fit.
    public boolean fit(ExitWish wish) {
        return products.contains(wish.product()) && region.fits(wish.region())
                && wish.state().map(state::fits).orElse(true)
                && wish.city().map(city::fits).orElse(true)
                && wish.asn().map(asn::fits).orElse(true);
    }

    Facts facts() {
        Facts facts = Facts.none().with("product", products.stream().map(Product::slug).sorted().toList());
        return named(named(named(named(facts, "region", region), "state", state), "city", city), "asn", asn);
    }

    private static Facts named(Facts facts, String name, LabelValue value) {
        return switch (value) {
            case LabelValue.None() -> facts.with(name, Optional.empty());
            case LabelValue.Any() -> facts.with(name, "*");
            case LabelValue.OneOf(Set<String> values) -> facts.with(name, values.stream().sorted().toList());
        };
    }
}
