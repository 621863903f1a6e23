package dev.tollgate.domain.token;

import java.util.Optional;
import java.util.Set;

/// What a token permits (A§2).
public enum Scope {
    READ("read", false),
    SUBUSERS_WRITE("subusers:write", false),
    WHITELISTS_WRITE("whitelists:write", false),
    ORDERS_WRITE("orders:write", false),
    TRAFFIC_READ("traffic:read", false),
    REPORTS_WRITE("reports:write", false),
    /// Everything in the account; never operator rights.
    ALL("*", false),
    OPERATOR_READ("operator:read", true),
    OPERATOR_ACCOUNTS("operator:accounts", true),
    OPERATOR_PLANS("operator:plans", true),
    OPERATOR_EXITS("operator:exits", true),
    OPERATOR_TARGETS("operator:targets", true),
    OPERATOR_SYSTEM("operator:system", true),
    /// Every `operator:` scope.
    OPERATOR_ALL("operator:*", true);

    private final String text;
    private final boolean operator;

    Scope(String text, boolean operator) {
        this.text = text;
        this.operator = operator;
    }

    /// As the API writes it.
    public String text() {
        return text;
    }

    /// Whether it is only for tokens of the operator account.
    public boolean operator() {
        return operator;
    }

    /// Whether who holds this one may do what `needed` permits.
    public boolean satisfies(Scope needed) {
        return this == needed || this == (needed.operator ? OPERATOR_ALL : ALL);
    }

    /// Whether who holds `held` may do what any of `needed` permits.
    public static boolean anySatisfied(Set<Scope> needed, Set<Scope> held) {
        return needed.stream().anyMatch(one -> held.stream().anyMatch(holding -> holding.satisfies(one)));
    }

    public static Optional<Scope> byText(String text) {
        for (Scope scope : values()) {
            if (scope.text.equals(text)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }
}
