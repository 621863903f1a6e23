package dev.tollgate.domain.error;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The rows of a page of reference.
final class ErrorTable {
    private ErrorTable() {}

    /// Rows that begin with a status, in their order.
    static List<String> rows(String page) {
        try (var lines = Files.lines(Path.of("..", "docs", "reference", page))) {
            return lines.filter(line -> line.matches("\\| \\d{3} .*")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
