package dev.tollgate.app.journey.target;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/// A body that both ends can make for themselves: the same seed gives the same bytes. Confined to one thread.
public final class SeededBytes extends InputStream {
    private long state;
    private long word;
    private int left;
    private long remaining;

    public SeededBytes(long seed, long length) {
        // SplitMix64's increment: any seed, zero included, begins in the middle of things.
        this.state = seed + 0x9E3779B97F4A7C15L;
        this.remaining = length;
    }

    /// What the whole body should hash to, in hexadecimal.
    public static String sha256(long seed, long length) {
        return sha256(new SeededBytes(seed, length));
    }

    /// Reads to the end.
    public static String sha256(InputStream body) {
        try (var digest = new DigestOutputStream(OutputStream.nullOutputStream(), digest())) {
            body.transferTo(digest);
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public int read() {
        if (remaining == 0) {
            return -1;
        }
        remaining--;
        return next();
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (remaining == 0) {
            return length == 0 ? 0 : -1;
        }
        int count = (int) Math.min(length, remaining);
        for (int i = 0; i < count; i++) {
            into[offset + i] = (byte) next();
        }
        remaining -= count;
        return count;
    }

    private int next() {
        if (left == 0) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            word = state;
            left = Long.BYTES;
        }
        int one = (int) (word & 0xff);
        word >>>= Byte.SIZE;
        left--;
        return one;
    }
}
