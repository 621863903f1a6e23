package dev.tollgate.domain.username;

import dev.tollgate.domain.subuser.Product;
import java.util.Optional;
import java.util.OptionalLong;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// One pass over the bytes of a username that follows the grammar. It gives up at the first byte that does not: what is
/// wrong is then found out by [UsernameDiagnosis], at leisure. Used by one call, then thrown away.
final class UsernameScan {

    private static final byte[] TYPE = "-type-".getBytes(ISO_8859_1);
    private static final byte[] RESIDENTIAL = "res".getBytes(ISO_8859_1);
    private static final byte[] MOBILE = "mob".getBytes(ISO_8859_1);
    private static final byte[] REGION = "-region-".getBytes(ISO_8859_1);
    private static final byte[] STATE = "-state-".getBytes(ISO_8859_1);
    private static final byte[] CITY = "-city-".getBytes(ISO_8859_1);
    private static final byte[] ASN = "-asn-".getBytes(ISO_8859_1);
    private static final byte[] SESSION = "-session-".getBytes(ISO_8859_1);
    private static final byte[] SESSTIME = "-sesstime-".getBytes(ISO_8859_1);
    private static final long NO_NUMBER = -1;

    private final byte[] bytes;
    private final int from;
    private final int end;
    private int at;

    UsernameScan(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.from = from;
        this.end = end;
        at = from;
    }

    Optional<ProxyUsername> read(byte[] prefix, SessionMinutes longest) {
        int nameFrom = from + prefix.length;
        if (!skip(prefix) || !word(UsernameKey.LONGEST_NAME) || !skip(TYPE)) {
            return Optional.empty();
        }
        String name = text(nameFrom, at - TYPE.length);
        Product product;
        if (skip(RESIDENTIAL)) {
            product = Product.RESIDENTIAL;
        } else if (skip(MOBILE)) {
            product = Product.MOBILE;
        } else {
            return Optional.empty();
        }
        if (!skip(REGION) || end - at < 2 || !Alphabet.lower(bytes[at]) || !Alphabet.lower(bytes[at + 1])) {
            return Optional.empty();
        }
        at += 2;
        return readOptional(name, product, IsoRegions.text(bytes[at - 2], bytes[at - 1]), longest.of(product));
    }

    /// Reads what may be left out. Whatever is not understood leaves bytes behind, and then nothing was read.
    private Optional<ProxyUsername> readOptional(String name, Product product, String region, int longest) {
        Optional<String> state = skip(STATE) ? value(UsernameKey.LONGEST_STATE) : Optional.empty();
        Optional<String> city = state.isPresent() && skip(CITY) ? value(UsernameKey.LONGEST_CITY) : Optional.empty();
        OptionalLong asn = skip(ASN) ? asn() : OptionalLong.empty();
        Optional<StickySession> session = skip(SESSION) ? session(longest) : Optional.empty();
        return at == end
                ? Optional.of(new ProxyUsername(text(from, end), name, product, region, state, city, asn, session))
                : Optional.empty();
    }

    private OptionalLong asn() {
        long asn = number(10);
        return UsernameKey.asnInRange(asn) ? OptionalLong.of(asn) : giveUpNumber();
    }

    private Optional<StickySession> session(int longest) {
        Optional<String> id = value(UsernameKey.LONGEST_SESSION);
        if (id.isEmpty() || !skip(SESSTIME)) {
            return giveUp();
        }
        long minutes = number(4);
        return minutes >= 1 && minutes <= longest ? Optional.of(new StickySession(id.get(), (int) minutes)) : giveUp();
    }

    private Optional<String> value(int longest) {
        int start = at;
        return word(longest) ? Optional.of(text(start, at)) : giveUp();
    }

    /// Moves beyond the end, which no complete reading does.
    private <T> Optional<T> giveUp() {
        at = end + 1;
        return Optional.empty();
    }

    private OptionalLong giveUpNumber() {
        at = end + 1;
        return OptionalLong.empty();
    }

    private boolean word(int longest) {
        int start = at;
        while (at < end && Alphabet.alnum(bytes[at])) {
            at++;
        }
        return at > start && at - start <= longest;
    }

    private long number(int longest) {
        int start = at;
        long value = 0;
        while (at < end && at - start < longest && Alphabet.digit(bytes[at])) {
            value = value * 10 + bytes[at++] - '0';
        }
        return at > start && bytes[start] != '0' ? value : NO_NUMBER;
    }

    private boolean skip(byte[] expected) {
        if (end - at < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (bytes[at + i] != expected[i]) {
                return false;
            }
        }
        at += expected.length;
        return true;
    }

    private String text(int start, int stop) {
        return new String(bytes, start, stop - start, ISO_8859_1);
    }
}
