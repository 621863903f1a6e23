package dev.tollgate.domain.id;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// Makes ULIDs: 26 characters of Crockford's base 32, 48 bits of milliseconds and 80 bits of chance.
///
/// Two ids of one generator never compare equal and sort in the order they were made: within one millisecond, or when the
/// clock steps back, the random part of the last id is counted up. Thread-safe.
public final class Ulids {
    private static final byte[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
            .getBytes(StandardCharsets.US_ASCII);
    private static final int LENGTH = 26;
    private static final long HIGH_RANDOM_MASK = 0xFFFFL;

    private final InstantSource clock;
    private final RandomGenerator random;
    private long lastMillis = -1;
    private long high;
    private long low;

    public Ulids(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /// The next id, without a prefix.
    public String next() {
        byte[] text = new byte[LENGTH];
        synchronized (this) {
            advance(clock.millis());
            encode(text);
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private void advance(long now) {
        if (now > lastMillis) {
            lastMillis = now;
            high = random.nextLong() & HIGH_RANDOM_MASK;
            low = random.nextLong();
            return;
        }
        low++;
        if (low == 0) {
            high = (high + 1) & HIGH_RANDOM_MASK;
            if (high == 0) {
                // 2^80 ids in one millisecond: borrow from the next one rather than repeat.
                lastMillis++;
            }
        }
    }

    private void encode(byte[] text) {
        // 130 bits for 128: the first character holds the top three bits only.
        long top = (lastMillis << 16) | high;
        for (int i = 0; i < LENGTH; i++) {
            text[i] = ALPHABET[fiveBitsAt(top, 125 - 5 * i)];
        }
    }

    /// The five bits whose lowest stands at `shift`, counted over the 128 bits of `top` and `low`.
    private int fiveBitsAt(long top, int shift) {
        if (shift >= Long.SIZE) {
            return (int) (top >>> (shift - Long.SIZE)) & 31;
        }
        if (shift + 5 <= Long.SIZE) {
            return (int) (low >>> shift) & 31;
        }
        return (int) ((low >>> shift) | (top << (Long.SIZE - shift))) & 31;
    }
}
