package dev.tollgate.app.wiring;

import dev.tollgate.domain.node.NodeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What the kernel calls this machine or container. No resolver is asked.
final class MachineName {
    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");
    private static final String UNKNOWN = "node";

    private MachineName() {}

    static String get() {
        return read().filter(NodeName.USABLE.asMatchPredicate()).orElse(UNKNOWN);
    }

    private static Optional<String> read() {
        try {
            return Optional.of(Files.readString(KERNEL).strip());
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
