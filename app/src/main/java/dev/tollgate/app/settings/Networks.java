package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Syntax;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.target.AllowRule;
import java.util.List;
import java.util.Optional;

/// How networks and target rules are written in the settings.
final class Networks {

    static final Syntax<List<Cidr>> LIST = Syntax.single("a network such as `10.0.0.0/8`, or an address", Cidr::parse)
            .list();

    static final Syntax<List<AllowRule>> ALLOWED = Syntax.single(
            "a network such as `10.0.0.0/8`, `host:port` or a name", Networks::rule).list();

    private Networks() {}

    private static Optional<AllowRule> rule(String text) {
        return switch (AllowRule.parse(text)) {
            case AllowRule.Reading.Valid(AllowRule rule) -> Optional.of(rule);
            case AllowRule.Reading.Invalid _ -> Optional.empty();
        };
    }
}
