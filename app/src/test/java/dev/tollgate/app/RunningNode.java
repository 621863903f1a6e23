package dev.tollgate.app;

import dev.tollgate.app.settings.Settings;
import dev.tollgate.app.settings.read.SettingsSources;
import dev.tollgate.app.wiring.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

import static org.awaitility.Awaitility.await;

/// A whole node in this process: free ports on 127.0.0.1, SQLite in a temporary folder, loopback targets allowed, a target that
/// echoes, and a client of its API.
///
/// Closing it fails the test if an exchange, a connection or a concurrency slot is left over: close clients first.
public final class RunningNode implements AutoCloseable {
    private static final Duration LEFTOVERS_GONE = Duration.ofSeconds(10);
    private static final Map<String, String> BASE = Map.of(
            "gateway.address", "127.0.0.1",
            "gateway.port", "0",
            "api.port", "0",
            "admin.port", "0",
            "targets.allow", "127.0.0.0/8,::1",
            "drain.max", "2s");

    private final Path folder;
    private final Node node;
    private final EchoTarget echo;
    private final ApiClient api;

    private RunningNode(Path folder, Node node, EchoTarget echo, ApiClient api) {
        this.folder = folder;
        this.node = node;
        this.echo = echo;
        this.api = api;
    }

    public static RunningNode start() {
        return start(Map.of());
    }

    /// @param overrides settings by key, over the fixture's own
    public static RunningNode start(Map<String, String> overrides) {
        Path folder = temporaryFolder();
        try {
            Node node = Node.start(settings(folder.resolve("data"), overrides));
            return new RunningNode(folder, node, EchoTarget.start(),
                    new ApiClient(node.apiPort(), node.firstToken().orElseThrow().reveal()));
        } catch (RuntimeException | Error e) {
            delete(folder);
            throw e;
        }
    }

    /// The fixture's settings with `overrides` on top, for a node in `dataDir`.
    public static Settings settings(Path dataDir, Map<String, String> overrides) {
        SettingsSources sources = SettingsSources.of(Map.of()).withOption("data_dir", dataDir.toString());
        for (Map.Entry<String, String> one : BASE.entrySet()) {
            sources = sources.withOption(one.getKey(), one.getValue());
        }
        for (Map.Entry<String, String> one : overrides.entrySet()) {
            sources = sources.withOption(one.getKey(), one.getValue());
        }
        return switch (Settings.load(sources)) {
            case Settings.Outcome.Loaded(Settings settings, var values) -> settings;
            case Settings.Outcome.Refused(var problems) ->
                throw new IllegalArgumentException("the test's settings are not valid: " + problems);
        };
    }

    public Node node() {
        return node;
    }

    /// With the first token, which may do everything.
    public ApiClient api() {
        return api;
    }

    /// Answers what it is sent, and a FIN with a FIN.
    public EchoTarget echo() {
        return echo;
    }

    public int gatewayPort() {
        return node.gatewayPort();
    }

    /// A folder of its own, deleted with the node.
    public Path folder() {
        return folder;
    }

    /// Waits until nothing is open any more, and fails if that does not come to be.
    public void awaitIdle() {
        await().atMost(LEFTOVERS_GONE).untilAsserted(() -> {
            if (node.exchanges() != 0 || node.permits() != 0 || node.connections() != 0) {
                throw new AssertionError("left over: " + node.exchanges() + " exchanges, " + node.permits()
                        + " slots, " + node.connections() + " connections");
            }
        });
    }

    @Override
    public void close() {
        try {
            awaitIdle();
        } finally {
            node.close();
            echo.close();
            api.close();
            delete(folder);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("tollgate-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
