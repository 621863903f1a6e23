package dev.tollgate.domain.amount;

import java.math.BigDecimal;

/// Money, of either sign.
///
/// @param micros millionths of a dollar; within [#MOST] of zero
public record Usd(long micros) {
    public static final Usd ZERO = new Usd(0);
    /// Decimals of a dollar that are kept.
    public static final int SCALE = 6;
    /// A milliard dollars: sums of any two amounts stay far from the end of a `long`.
    public static final Usd MOST = new Usd(1_000_000_000L * 1_000_000);
    /// Decimals that are always shown.
    private static final int CENTS = 2;

    /// @param dollars of at most [#SCALE] decimals, as those who read numbers see to
    public static Usd of(BigDecimal dollars) {
        return new Usd(dollars.movePointRight(SCALE).longValueExact());
    }

    /// In dollars: with cents, and with more decimals only where there are some.
    public BigDecimal dollars() {
        BigDecimal exact = BigDecimal.valueOf(micros, SCALE).stripTrailingZeros();
        return exact.scale() < CENTS ? exact.setScale(CENTS) : exact;
    }

    public Usd plus(Usd other) {
        return new Usd(Math.addExact(micros, other.micros));
    }
}
