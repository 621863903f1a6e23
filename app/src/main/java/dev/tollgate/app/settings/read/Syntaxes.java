package dev.tollgate.app.settings.read;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The ways of writing a value that several settings share.
public final class Syntaxes {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,15})(KiB|MiB|GiB)?");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern SERVER = Pattern.compile(
            "\\[([^\\]]*)\\](?::([0-9]{1,5}))?|([^:]*)(?::([0-9]{1,5}))?");
    private static final int LARGEST_PORT = 65_535;
    private static final int DNS_PORT = 53;

    /// An address to listen on; a name would need a resolver before there is one.
    public static final Syntax<InetAddress> ADDRESS = Syntax.single("an IP address such as 127.0.0.1 or ::1",
            Syntaxes::address);

    /// A port to listen on.
    public static final Syntax<Integer> LISTEN_PORT = Syntax.single("a port from 0 to 65535, 0 for any free one",
            text -> whole(text, 0, LARGEST_PORT));

    /// A port of somebody else.
    public static final Syntax<Integer> PORT = Syntax.single("a port from 1 to 65535", Syntaxes::port);

    /// A name server, on port 53 unless it says otherwise.
    public static final Syntax<InetSocketAddress> NAME_SERVER = Syntax.single(
            "`ip` or `ip:port`, IPv6 with a port in brackets", Syntaxes::nameServer);

    public static final Syntax<Path> PATH = Syntax.single("a path", Syntaxes::path);

    public static final Syntax<Boolean> SWITCH = Syntax.single("`on` or `off`", text -> switch (text) {
        case "on", "true" -> Optional.of(true);
        case "off", "false" -> Optional.of(false);
        case String _ -> Optional.empty();
    });

    private Syntaxes() {}

    /// A whole number within limits, both included.
    public static Syntax<Integer> number(int least, int most) {
        return Syntax.single("a whole number from " + least + " to " + most, text -> whole(text, least, most));
    }

    /// A time span within limits, both included.
    public static Syntax<Duration> duration(Duration least, Duration most) {
        String example = least.isPositive() && least.toSeconds() == 0 ? "250ms" : "90s or 5m";
        String expected = "a duration from " + written(least) + " to " + written(most) + ", such as " + example;
        return Syntax.single(expected, text -> duration(text)
                .filter(span -> span.compareTo(least) >= 0 && span.compareTo(most) <= 0));
    }

    /// A number of bytes.
    public static Syntax<Long> size(long least) {
        return Syntax.single("a size of at least " + least + " bytes, such as 64MiB", text -> size(text)
                .filter(bytes -> bytes >= least));
    }

    /// One of the words of an enum, in lower case.
    public static <E extends Enum<E>> Syntax<E> oneOf(Class<E> words) {
        List<String> quoted = Arrays.stream(words.getEnumConstants()).map(word -> "`" + word(word) + "`").toList();
        String expected = String.join(", ", quoted.subList(0, quoted.size() - 1)) + " or " + quoted.getLast();
        return Syntax.single(expected, text -> Arrays.stream(words.getEnumConstants())
                .filter(word -> word(word).equals(text))
                .findFirst());
    }

    /// Text that matches a pattern as a whole.
    public static Syntax<String> text(String expected, Pattern pattern) {
        return Syntax.single(expected, text -> Optional.of(text).filter(pattern.asMatchPredicate()));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Integer> whole(String text, int least, int most) {
        if (!text.matches("[0-9]{1,9}")) {
            return Optional.empty();
        }
        int number = Integer.parseInt(text);
        return Optional.of(number).filter(n -> n >= least && n <= most);
    }

    private static Optional<Integer> port(String text) {
        return whole(text, 1, LARGEST_PORT);
    }

    private static Optional<Duration> duration(String text) {
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(parts.group(1));
        return Optional.of(switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case String _ -> Duration.ofHours(amount);
        });
    }

    private static String written(Duration span) {
        if (span.toMillis() % 1000 != 0) {
            return span.toMillis() + "ms";
        }
        return span.toSeconds() > 0 && span.toSeconds() % 3600 == 0 ? span.toHours() + "h" : span.toSeconds() + "s";
    }

    private static Optional<Long> size(String text) {
        Matcher parts = SIZE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int shift = switch (parts.group(2)) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            case "GiB" -> 30;
            case null, default -> 0;
        };
        long amount = Long.parseLong(parts.group(1));
        return Optional.of(amount).filter(n -> n <= Long.MAX_VALUE >> shift).map(n -> n << shift);
    }

    /// Only strict forms, never a look-up: the JDK's parser also takes `127.1`, which nobody means.
    static Optional<InetAddress> address(String text) {
        if (!text.contains(":") && !IPV4.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<InetSocketAddress> nameServer(String text) {
        Optional<InetSocketAddress> bare = address(text).map(ip -> new InetSocketAddress(ip, DNS_PORT));
        if (bare.isPresent()) {
            return bare;
        }
        Matcher parts = SERVER.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String host = parts.group(1) != null ? parts.group(1) : parts.group(3);
        String port = parts.group(1) != null ? parts.group(2) : parts.group(4);
        return address(host).flatMap(ip -> port == null
                ? Optional.of(new InetSocketAddress(ip, DNS_PORT))
                : port(port).map(p -> new InetSocketAddress(ip, p)));
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }
}
