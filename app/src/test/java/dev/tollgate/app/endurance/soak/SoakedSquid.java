package dev.tollgate.app.endurance.soak;

import dev.tollgate.app.endurance.ClientLine;
import dev.tollgate.app.journey.Wire;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;

/// squid under soak, with no cache, no log and no login: it gets CONNECT and plain requests alone.
final class SoakedSquid extends SoakedProxy {
    private static final List<Path> PLACES = List.of(Path.of("/usr/sbin/squid"), Path.of("/usr/local/sbin/squid"));

    private final Process process;
    private final int port;

    private SoakedSquid(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Nothing where squid is not installed.
    static Optional<SoakedProxy> start(Path folder) throws IOException {
        Optional<Path> program = PLACES.stream().filter(Files::isExecutable).findFirst();
        return program.isPresent() ? Optional.of(start(program.get(), folder)) : Optional.empty();
    }

    private static SoakedProxy start(Path program, Path folder) throws IOException {
        Files.createDirectories(folder);
        // It may give up the user who started it, and must still be able to write there.
        if (!folder.toFile().setWritable(true, false)) {
            throw new IOException(folder + " cannot be opened to squid");
        }
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, Wire.LOOPBACK)) {
            port = free.getLocalPort();
        }
        Path configuration = Files.writeString(folder.resolve("squid.conf"), configuration(port, folder));
        Process process = new ProcessBuilder(program.toString(), "-N", "-f", configuration.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("out.txt").toFile()).start();
        SoakedSquid squid = new SoakedSquid(process, port);
        await().atMost(20, TimeUnit.SECONDS).ignoreExceptions().until(() -> {
            squid.open(0).close();
            return true;
        });
        return squid;
    }

    private static String configuration(int port, Path folder) {
        return """
                http_port 127.0.0.1:%d
                http_access allow all
                access_log none
                cache_log %s/cache.log
                cache_store_log none
                cache deny all
                cache_mem 8 MB
                pid_filename none
                coredump_dir %s
                via off
                forwarded_for delete
                shutdown_lifetime 0 seconds
                pinger_enable off
                visible_hostname soak
                """.formatted(port, folder, folder);
    }

    @Override
    String name() {
        return "squid";
    }

    @Override
    long pid() {
        return process.pid();
    }

    @Override
    int port() {
        return port;
    }

    @Override
    ClientLine tunnel(int turn, int targetPort) throws IOException {
        ClientLine line = open(turn);
        try {
            line.send(Wire.connect("127.0.0.1:" + targetPort, ""));
            String status = line.head().status();
            if (!status.startsWith("HTTP/1.1 200")) {
                throw new AssertionError("squid answered " + status);
            }
            return line;
        } catch (IOException | RuntimeException | Error e) {
            line.close();
            throw e;
        }
    }

    @Override
    String credentials() {
        return "";
    }

    @Override
    void stop() {
        process.destroyForcibly();
    }
}
