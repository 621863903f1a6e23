package dev.tollgate.domain.admission;

import java.util.Locale;

/// The checks of G§10, in the order in which they run; the first to fail answers. The names are those of explain and diagnose.
public enum Check {
    MESSAGE,
    NODE,
    CREDENTIALS,
    USERNAME,
    SUBUSER,
    CREDENTIAL,
    TRANSPORT,
    SUBUSER_STATUS,
    ACCOUNT_STATUS,
    PRODUCT,
    KYC,
    BATCH,
    BALANCE,
    QUOTA,
    PORT,
    TARGET,
    RPS,
    CONCURRENCY,
    EXIT,
    RESOLVE,
    DIAL;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    public String label() {
        return label;
    }
}
