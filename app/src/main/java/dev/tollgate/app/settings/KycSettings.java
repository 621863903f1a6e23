package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Syntaxes;
import dev.tollgate.app.settings.read.Values;
import dev.tollgate.domain.subuser.Product;
import java.util.List;
import java.util.Set;

/// Which products need a verified account.
public record KycSettings(Set<Product> requiredProducts) {

    static final Section SECTION = new Section("kyc", "Verification of accounts.");

    static final Setting<List<Product>> REQUIRED_PRODUCTS = SECTION.setting("required_products",
            Syntaxes.oneOf(Product.class).list(), "", "The products that only verified accounts may use.");

    static KycSettings from(Values values) {
        return new KycSettings(Set.copyOf(values.get(REQUIRED_PRODUCTS)));
    }
}
