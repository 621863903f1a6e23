package dev.tollgate.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `tollgate version`.
@Command(name = "version", description = "Prints the version.")
final class VersionCommand implements Callable<Integer> {

    private final Surroundings around;

    VersionCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        around.out().println("tollgate " + version() + " (Java " + Runtime.version() + ")");
        return 0;
    }

    /// Written into the resource by the build.
    private static String version() {
        try (InputStream resource = VersionCommand.class.getResourceAsStream("version.properties")) {
            var properties = new Properties();
            if (resource != null) {
                properties.load(resource);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
