package dev.tollgate.app.demo;

import dev.tollgate.app.cli.UserError;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.app.settings.read.Problem;
import dev.tollgate.app.settings.read.SettingsSources;
import dev.tollgate.app.wiring.Node;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A node on the loopback address, with a target behind it and a sub-user for it, in a temporary folder that goes when it is closed.
public final class DemoNode implements AutoCloseable {
    private static final String CERTIFICATE = "demo-certificate.pem";

    private final Path folder;
    private final DemoTarget target;
    private final Node node;
    private final DemoSubUser subUser;

    private DemoNode(Path folder, DemoTarget target, Node node, DemoSubUser subUser) {
        this.folder = folder;
        this.target = target;
        this.node = node;
        this.subUser = subUser;
    }

    /// @param anyPorts whether to listen on ports that are free, instead of the usual ones
    /// @throws UserError if this machine does not let it
    public static DemoNode start(boolean anyPorts) {
        Path folder = temporaryFolder();
        @Nullable
        DemoTarget target = null;
        @Nullable
        Node node = null;
        try {
            target = DemoTarget.start();
            node = Node.start(settings(folder, target.port(), anyPorts));
            DemoNode demo = new DemoNode(folder, target, node,
                    DemoSubUser.create(node.apiPort(), node.firstToken().orElseThrow()));
            target = null;
            node = null;
            return demo;
        } catch (IOException e) {
            throw new UserError("the demo's target cannot listen (" + e.getMessage() + ")",
                    "check that 127.0.0.1 is up on this machine");
        } finally {
            if (node != null || target != null) {
                close(folder, target, node);
            }
        }
    }

    public Node node() {
        return node;
    }

    public int targetPort() {
        return target.port();
    }

    /// The username that a client sends, for the product that the sub-user has.
    public String username() {
        return node.brand().usernamePrefix() + subUser.name() + "-type-res-region-us";
    }

    public String password() {
        return subUser.password();
    }

    /// Of the node's TLS; PEM, signed by itself.
    public Path certificate() {
        return folder.resolve(CERTIFICATE);
    }

    /// Read from a file, as those of most nodes.
    private static Settings settings(Path folder, int targetPort, boolean anyPorts) throws IOException {
        DemoCertificate certificate = DemoCertificate.make(folder);
        Path file = folder.resolve("tollgate.yaml");
        Files.writeString(file, """
                data_dir: '%s'
                gateway: {address: 127.0.0.1, port: %s}
                api: {port: %s}
                admin: {port: %s}
                tls: {certificate: '%s', key: '%s'}
                targets: {allow: ['127.0.0.1:%d']}
                """.formatted(quoted(folder.resolve("data")), port(7777, anyPorts), port(7780, anyPorts),
                port(7790, anyPorts), quoted(certificate.certificate()), quoted(certificate.key()), targetPort));
        SettingsSources sources = SettingsSources.of(Map.of()).withFile(file);
        return switch (Settings.load(sources)) {
            case Settings.Outcome.Loaded(Settings settings, var values) -> settings;
            case Settings.Outcome.Refused(List<Problem> problems) ->
                throw new UserError(problems.stream().map(Problem::line).toList());
        };
    }

    /// Within single quotes in YAML.
    private static String quoted(Path path) {
        return path.toString().replace("'", "''");
    }

    /// The usual port if nobody has it, so that a demo runs beside a node.
    private static String port(int usual, boolean any) {
        if (any) {
            return "0";
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(DemoTarget.LOOPBACK, usual));
            return Integer.toString(usual);
        } catch (IOException _) {
            return "0";
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("tollgate-demo-");
        } catch (IOException e) {
            throw new UserError("there is no temporary folder (" + e.getMessage() + ")",
                    "set java.io.tmpdir or TMPDIR");
        }
    }

    @Override
    public void close() {
        close(folder, target, node);
    }

    private static void close(Path folder, @Nullable DemoTarget target, @Nullable Node node) {
        try {
            if (node != null) {
                node.close();
            }
            if (target != null) {
                target.close();
            }
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UserError("the demo left something behind in " + folder + " (" + e.getMessage() + ")",
                    "remove it");
        }
    }
}
