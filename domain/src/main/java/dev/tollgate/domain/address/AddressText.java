package dev.tollgate.domain.address;

import java.util.Optional;

/// Reads and writes addresses as text. Strict: what other readers guess at (short, octal or hexadecimal IPv4) is no
/// address here, so that nobody can name one address in two ways.
final class AddressText {

    private static final long INVALID = -1;
    private static final int GROUPS = 8;

    private AddressText() {}

    static Optional<IpAddress> readV4(String text) {
        long bits = quad(text, 0);
        return bits == INVALID ? Optional.empty() : Optional.of(IpAddress.ofV4((int) bits));
    }

    /// RFC 4291, section 2.2, all three forms.
    static Optional<IpAddress> readV6(String text) {
        int[] groups = new int[GROUPS];
        int count = 0;
        int gap = -1;
        int at = 0;
        int end = text.length();
        if (text.startsWith("::")) {
            gap = 0;
            at = 2;
        }
        while (at < end) {
            int after = afterHex(text, at);
            if (after < end && text.charAt(after) == '.') {
                long quad = quad(text, at);
                if (quad == INVALID || count > GROUPS - 2) {
                    return Optional.empty();
                }
                groups[count++] = (int) (quad >>> 16);
                groups[count++] = (int) quad & 0xffff;
                break;
            }
            if (after == at || count == GROUPS) {
                return Optional.empty();
            }
            groups[count++] = Integer.parseInt(text, at, after, 16);
            if (after == end) {
                break;
            }
            at = after + 1;
            // A colon separates: it is followed by a group, or by the one "::" there may be.
            if (text.charAt(after) != ':' || at == end) {
                return Optional.empty();
            }
            if (text.charAt(at) == ':') {
                if (gap >= 0) {
                    return Optional.empty();
                }
                gap = count;
                at++;
            }
        }
        return assemble(groups, count, gap);
    }

    /// Puts the groups behind the gap at the end; a gap stands for at least one group of zeros.
    private static Optional<IpAddress> assemble(int[] groups, int count, int gap) {
        if (gap < 0 ? count != GROUPS : count == GROUPS) {
            return Optional.empty();
        }
        long[] halves = new long[2];
        for (int i = 0; i < count; i++) {
            int place = gap >= 0 && i >= gap ? GROUPS - count + i : i;
            halves[place / 4] |= (long) groups[i] << (48 - place % 4 * 16);
        }
        return Optional.of(new IpAddress(halves[0], halves[1], false));
    }

    private static int afterHex(String text, int from) {
        int at = from;
        while (at < text.length() && at - from < 4 && hex(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean hex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    /// Four decimal numbers of 0 to 255 without leading zeros, from `from` to the end of the text.
    private static long quad(String text, int from) {
        long bits = 0;
        int at = from;
        int end = text.length();
        for (int part = 0; part < 4; part++) {
            int start = at;
            int value = 0;
            while (at < end && at - start < 3 && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                value = value * 10 + text.charAt(at++) - '0';
            }
            boolean leadingZero = at - start > 1 && text.charAt(start) == '0';
            if (at == start || leadingZero || value > 255) {
                return INVALID;
            }
            bits = (bits << 8) | value;
            if (part < 3 && (at == end || text.charAt(at++) != '.')) {
                return INVALID;
            }
        }
        return at == end ? bits : INVALID;
    }

    /// RFC 5952, mapped addresses included (section 5).
    static String write(IpAddress address) {
        if (address.v4()) {
            return quadText(address.low());
        }
        if (address.mapped()) {
            return "::ffff:" + quadText(address.low());
        }
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (int) ((i < 4 ? address.high() : address.low()) >>> (48 - i % 4 * 16)) & 0xffff;
        }
        return write(groups);
    }

    private static String write(int[] groups) {
        int gap = -1;
        int longest = 1;
        for (int i = 0; i < GROUPS; i++) {
            int length = zerosFrom(groups, i);
            if (length > longest) {
                gap = i;
                longest = length;
            }
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < GROUPS; i++) {
            if (i == gap) {
                text.append("::");
                i += longest - 1;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    private static int zerosFrom(int[] groups, int from) {
        int at = from;
        while (at < GROUPS && groups[at] == 0) {
            at++;
        }
        return at - from;
    }

    private static String quadText(long bits) {
        return (bits >>> 24 & 0xff) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + "." + (bits & 0xff);
    }
}
