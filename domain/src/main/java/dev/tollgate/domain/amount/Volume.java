package dev.tollgate.domain.amount;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// An amount of traffic, of either sign: what is used after the last byte was spent counts below zero.
///
/// @param bytes within [#MOST] of zero, but for what traffic takes
public record Volume(long bytes) {
    public static final Volume NONE = new Volume(0);
    /// Decimals of a GB (10⁹ bytes) that are read and shown (A§1.1).
    public static final int SCALE = 3;
    /// A milliard GB: sums of any two amounts stay far from the end of a `long`.
    public static final Volume MOST = new Volume(1_000_000_000L * 1_000_000_000);
    private static final int BYTES_PER_GB = 9;

    /// @param gb of at most [#SCALE] decimals, as those who read numbers see to
    public static Volume ofGb(BigDecimal gb) {
        return new Volume(gb.movePointRight(BYTES_PER_GB).longValueExact());
    }

    /// In decimal GB; what is finer than a MB is left out, so that it never shows more than there is.
    public BigDecimal gb() {
        BigDecimal shown = BigDecimal.valueOf(bytes, BYTES_PER_GB).setScale(SCALE, RoundingMode.FLOOR)
                .stripTrailingZeros();
        return shown.scale() < 0 ? shown.setScale(0) : shown;
    }

    public Volume plus(Volume other) {
        return new Volume(Math.addExact(bytes, other.bytes));
    }

    /// Whether nothing is left.
    public boolean spent() {
        return bytes <= 0;
    }
}
