package dev.tollgate.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// How much is measured.
///
/// @param attempts how often a measurement is made at most, if others disturb it
/// @param counted of each measurement
/// @param warm how long a contender that is compiled while it runs gets each kind of load beforehand
/// @param idleTunnels how many, in each of `idleRounds`
/// @param sustainedSeconds how long the long run takes, half of it against its beginning; 0 for none
/// @param contenders whose name has a match take part; a comma stands between alternatives
/// @param measures whose name has a match are made
/// @param out the folder of the report
record Options(int rounds, int attempts, Duration counted, Duration warm, int idleTunnels, int idleRounds,
        int sustainedSeconds,
        Pattern contenders, Pattern measures, Path out) {
    private static final String ALL = "";

    /// Reads `key=value` words; an empty value counts as not given.
    ///
    /// @throws IllegalArgumentException with a sentence for the user
    static Options read(List<String> words) {
        Map<String, String> given = new HashMap<>();
        List<String> known = List.of("quick", "rounds", "contenders", "only", "out");
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 0 || !known.contains(word.substring(0, equals))) {
                throw new IllegalArgumentException(word + " is none of " + String.join("=, ", known) + "=");
            }
            if (equals + 1 < word.length()) {
                given.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        Options form = given.containsKey("quick") ? quick() : full();
        return new Options(Integer.parseInt(given.getOrDefault("rounds", Integer.toString(form.rounds))), form.attempts,
                form.counted,
                form.warm, form.idleTunnels, form.idleRounds, form.sustainedSeconds, pattern(given.getOrDefault(
                        "contenders", ALL)),
                pattern(given.getOrDefault("only", ALL)), Path.of(given.getOrDefault("out", "bench/target/report")));
    }

    private static Pattern pattern(String text) {
        return Pattern.compile(text.replace(',', '|'), Pattern.CASE_INSENSITIVE);
    }

    static Options full() {
        return new Options(5, 3, Duration.ofSeconds(2), Duration.ofSeconds(6), 9_000, 3, 120, Pattern.compile(ALL),
                Pattern.compile(ALL), Path.of("."));
    }

    static Options quick() {
        return new Options(2, 2, Duration.ofMillis(800), Duration.ofSeconds(3), 1_000, 1, 0, Pattern.compile(ALL),
                Pattern.compile(ALL), Path.of("."));
    }

    /// Whether a measure of that name is made.
    boolean wants(Enum<?> measure) {
        return measures.matcher(measure.name()).find();
    }

    boolean wantsContender(String name) {
        return contenders.matcher(name).find();
    }
}
