package dev.tollgate.app.endurance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// The table of what was measured in this run, in `target/chaos.md`, as docs/reliability.md shows it. Thread-safe.
public final class Figures {
    private static final Path TABLE = Path.of("target", "chaos.md");
    private static final List<String> ROWS = new ArrayList<>();

    private Figures() {}

    /// Adds a row and writes the table anew.
    public static synchronized void add(String what, String figure) {
        ROWS.add("| " + what + " | " + figure + " |");
        try {
            Files.writeString(TABLE, head() + String.join("\n", ROWS) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String head() {
        return "%s, %s form, on %d cores.%n%n| what | figure |%n|---|---|%n".formatted(LocalDate.now(ZoneOffset.UTC),
                Endurance.FULL ? "full" : "short", Runtime.getRuntime().availableProcessors());
    }
}
