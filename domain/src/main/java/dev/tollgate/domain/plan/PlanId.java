package dev.tollgate.domain.plan;

/// Names a plan in lists; operators and accounts name it by its slug.
///
/// @param value `pln_` and a 26-character ULID; opaque to clients
public record PlanId(String value) {
    public static final String PREFIX = "pln_";

    @Override
    public String toString() {
        return value;
    }
}
