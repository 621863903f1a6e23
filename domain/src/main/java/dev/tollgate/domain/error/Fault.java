package dev.tollgate.domain.error;

/// Whose mistake a refusal is. Dashboards group by it; only `GATEWAY` pages a person.
public enum Fault {
    CLIENT, TARGET, GATEWAY
}
