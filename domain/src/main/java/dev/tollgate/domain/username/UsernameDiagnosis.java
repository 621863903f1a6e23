package dev.tollgate.domain.username;

import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.username.UsernameReading.Malformed;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import static dev.tollgate.domain.username.FaultDetail.at;
import static dev.tollgate.domain.username.FaultDetail.bad;
import static dev.tollgate.domain.username.FaultDetail.quote;
import static dev.tollgate.domain.username.UsernameFault.BAD_USERNAME;
import static dev.tollgate.domain.username.UsernameFault.CITY_WITHOUT_STATE;
import static dev.tollgate.domain.username.UsernameFault.SESSTIME_OUT_OF_RANGE;
import static dev.tollgate.domain.username.UsernameFault.STATE_WITHOUT_REGION;

/// Finds what is wrong with a username. Many things may be; the first row of the contract's table (gateway.md, section
/// 8.2) that applies is the answer, so the checks stand here in its order and not in the order of the text.
final class UsernameDiagnosis {

    private static final String KEYS = "use one of type, region, state, city, asn, session, sesstime";

    private final String prefix;
    private final SessionMinutes longest;

    UsernameDiagnosis(String prefix, SessionMinutes longest) {
        this.prefix = prefix;
        this.longest = longest;
    }

    /// The fault that answers; none if the username follows the grammar.
    Optional<Malformed> of(String text) {
        if (!text.startsWith(prefix)) {
            return Optional.of(bad("prefix: missing, begin the username with " + quote(prefix)));
        }
        String rest = text.substring(prefix.length());
        if (rest.isEmpty()) {
            return Optional.of(bad("name: nothing follows the prefix, add the sub-user's name"));
        }
        if (text.length() > UsernameParser.LONGEST) {
            return Optional.of(bad("length: over 255 bytes, shorten the username"));
        }
        return strayByte(text).or(() -> {
            List<String> tokens = Arrays.asList(rest.split("-", -1));
            Segments segments = Segments.of(tokens.subList(1, tokens.size()));
            return name(tokens.getFirst()).or(() -> first(rows(segments)));
        });
    }

    private Stream<Supplier<Optional<Malformed>>> rows(Segments segments) {
        return Stream.of(() -> unknownOrRepeated(segments), () -> outOfOrder(segments), () -> valueMissing(segments),
                () -> typeMissing(segments), () -> stateWithoutRegion(segments), () -> cityWithoutState(segments),
                () -> regionMissing(segments), () -> sessionIncomplete(segments), () -> badValue(segments),
                () -> minutesOutOfRange(segments));
    }

    private static Optional<Malformed> first(Stream<Supplier<Optional<Malformed>>> rows) {
        return rows.map(Supplier::get).flatMap(Optional::stream).findFirst();
    }

    private static Optional<Malformed> strayByte(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Alphabet.harmless(text.charAt(i))) {
                return Optional.of(bad("byte " + (i + 1)
                        + ": outside A-Z a-z 0-9 _ -, remove white space and the like"));
            }
        }
        return Optional.empty();
    }

    private static Optional<Malformed> name(String name) {
        return Alphabet.alnum(name, UsernameKey.LONGEST_NAME)
                ? Optional.empty()
                : Optional.of(bad("name: " + quote(name, "this") + " is no name, use 1 to 32 of a-z 0-9"));
    }

    private static Optional<Malformed> unknownOrRepeated(Segments segments) {
        // A word at the very end without a value is text behind the last pair, another row.
        for (Segment segment : segments.pairs()) {
            Optional<UsernameKey> key = segment.key();
            if (key.isEmpty()) {
                String remedy = UsernameKey.meantBy(segment.word()).map(meant -> "use " + quote(meant.word()))
                        .orElse(KEYS);
                return Optional.of(at(BAD_USERNAME, segment.number(),
                        quote(segment.word(), "the key") + " is not known, " + remedy));
            }
            if (segments.indexOf(key.get()) != segment.number()) {
                return Optional.of(at(BAD_USERNAME, segment.number(),
                        quote(segment.word()) + " is given twice, leave one out"));
            }
        }
        return Optional.empty();
    }

    private static Optional<Malformed> outOfOrder(Segments segments) {
        for (Segment segment : segments.pairs()) {
            Optional<Segment> later = segments.pairs().stream()
                    .filter(other -> other.number() < segment.number() && segment.belongsBefore(other)).findFirst();
            if (later.isPresent()) {
                return Optional.of(at(BAD_USERNAME, segment.number(), quote(segment.word())
                        + " is out of order, put it before " + quote(later.get().word())));
            }
        }
        return Optional.empty();
    }

    private static Optional<Malformed> valueMissing(Segments segments) {
        for (Segment segment : segments.all()) {
            if (segment.value().isEmpty() && segment.key().isEmpty()) {
                return Optional.of(at(BAD_USERNAME, segment.number(),
                        quote(segment.word(), "text") + " stands behind the last pair, remove it"));
            }
            if (segment.value().filter(value -> !value.isEmpty()).isEmpty()) {
                return Optional.of(at(BAD_USERNAME, segment.number(), quote(segment.word())
                        + " has no value, add one"));
            }
        }
        return Optional.empty();
    }

    private static Optional<Malformed> typeMissing(Segments segments) {
        return segments.has(UsernameKey.TYPE)
                ? Optional.empty()
                : Optional.of(at(BAD_USERNAME, 1,
                        "\"type\" is missing, add \"-type-res\" or \"-type-mob\" after the name"
                                + (segments.all().isEmpty() ? " (a name alone is for ISP addresses)" : "")));
    }

    private static Optional<Malformed> stateWithoutRegion(Segments segments) {
        return segments.has(UsernameKey.STATE) && !segments.has(UsernameKey.REGION)
                ? Optional.of(at(STATE_WITHOUT_REGION, segments.indexOf(UsernameKey.STATE),
                        "\"state\" needs \"region\", add \"-region-\" before \"-state-\""))
                : Optional.empty();
    }

    private static Optional<Malformed> cityWithoutState(Segments segments) {
        return segments.has(UsernameKey.CITY) && !segments.has(UsernameKey.STATE)
                ? Optional.of(at(CITY_WITHOUT_STATE, segments.indexOf(UsernameKey.CITY),
                        "\"city\" needs \"state\", add \"-state-\" before \"-city-\""))
                : Optional.empty();
    }

    private static Optional<Malformed> regionMissing(Segments segments) {
        return segments.has(UsernameKey.REGION)
                ? Optional.empty()
                : Optional.of(at(BAD_USERNAME, 2,
                        "\"region\" is missing, add one such as \"-region-us\" after the type"));
    }

    private static Optional<Malformed> sessionIncomplete(Segments segments) {
        boolean session = segments.has(UsernameKey.SESSION);
        if (session == segments.has(UsernameKey.SESSTIME)) {
            return Optional.empty();
        }
        int number = segments.indexOf(session ? UsernameKey.SESSION : UsernameKey.SESSTIME);
        return Optional.of(bad("session-incomplete: segment " + number + ": " + (session
                ? "\"session\" needs \"sesstime\", add it in minutes, such as \"-sesstime-10\""
                : "\"sesstime\" needs \"session\", add \"-session-\" and an id of your choice before it")));
    }

    private static Optional<Malformed> badValue(Segments segments) {
        for (Segment segment : segments.all()) {
            UsernameKey key = segment.key().orElseThrow();
            String value = segment.value().orElseThrow();
            if (!key.accepts(value)) {
                String lowered = value.toLowerCase(Locale.ROOT);
                String remedy = key.accepts(lowered) ? "use " + quote(lowered, "lower case") : key.remedy();
                return Optional.of(at(BAD_USERNAME, segment.number(),
                        quote(value, "the value") + " does not fit " + quote(key.word()) + ", " + remedy));
            }
        }
        return Optional.empty();
    }

    private Optional<Malformed> minutesOutOfRange(Segments segments) {
        if (!segments.has(UsernameKey.SESSTIME)) {
            return Optional.empty();
        }
        Product product = segments.value(UsernameKey.TYPE).equals("res") ? Product.RESIDENTIAL : Product.MOBILE;
        int most = longest.of(product);
        String minutes = segments.value(UsernameKey.SESSTIME);
        // Of any length: a number too long to be read is too large as well.
        boolean fits = minutes.length() <= 4 && Integer.parseInt(minutes) >= 1 && Integer.parseInt(minutes) <= most;
        return fits
                ? Optional.empty()
                : Optional.of(at(SESSTIME_OUT_OF_RANGE, segments.indexOf(UsernameKey.SESSTIME),
                        "\"sesstime\" is out of range, use 1 to " + most));
    }
}
