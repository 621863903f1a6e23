package dev.tollgate.app.cli;

import picocli.CommandLine.Option;

/// The options of every command that lists.
final class ListOptions {

    @Option(names = "--limit", defaultValue = "1000", paramLabel = "N", description = "At most so many (default: "
            + "${DEFAULT-VALUE}).")
    private int limit;

    int limit() {
        if (limit < 1) {
            throw new UserError("--limit is not valid", "write a number from 1");
        }
        return limit;
    }
}
