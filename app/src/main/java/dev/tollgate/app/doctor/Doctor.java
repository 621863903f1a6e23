package dev.tollgate.app.doctor;

import dev.tollgate.app.cli.UserError;
import dev.tollgate.app.settings.AccessLogSettings.Destination;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.app.wiring.Descriptors;
import dev.tollgate.app.wiring.InetAddresses;
import dev.tollgate.app.wiring.OpenStore;
import dev.tollgate.domain.error.StoreFailure;
import dev.tollgate.gateway.transport.Transport;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `tollgate doctor`: each thing a node needs, `ok`, `warn` or `fail`, with what to do about it. Changes nothing that a start
/// would not make.
public final class Doctor {
    private static final int SUCCESS = 0;
    private static final int SOMETHING_FAILED = 2;
    private static final long FEW_DESCRIPTORS = 10_000;
    private static final Instant BUILT_AFTER = Instant.parse("2026-01-01T00:00:00Z");
    private static final int DNS_PORT = 53;

    private final Settings settings;
    private final PrintWriter out;

    public Doctor(Settings settings, PrintWriter out) {
        this.settings = settings;
        this.out = out;
    }

    /// @return the exit code: 0 unless something failed
    public int run() {
        List<Finding> findings = new ArrayList<>();
        findings.add(store());
        findings.add(port("gateway port", settings.gateway().address(), settings.gateway().port(), "gateway.port"));
        findings.add(port("API port", settings.api().address(), settings.api().port(), "api.port"));
        findings.add(port("admin port", settings.admin().address(), settings.admin().port(), "admin.port"));
        findings.add(descriptors());
        findings.add(transport());
        findings.add(clock());
        findings.add(nameServers());
        findings.add(Certificates.gateway(settings.tls().files()));
        findings.add(Certificates.api(settings.api()));
        findings.add(Certificates.upstream(settings.upstream().trust()));
        findings.add(accessLog());
        for (Finding finding : findings) {
            out.printf("%-4s  %-16s  %s%n", finding.grade().name().toLowerCase(Locale.ROOT), finding.what(), finding
                    .detail());
        }
        out.flush();
        return findings.stream().anyMatch(finding -> finding.grade() == Finding.Grade.FAIL)
                ? SOMETHING_FAILED
                : SUCCESS;
    }

    private Finding store() {
        if (!OpenStore.begun(settings)) {
            return notBegun(settings.dataDir());
        }
        try (OpenStore opened = OpenStore.beside(settings, new SecureRandom())) {
            int exits = opened.store().exits().all().size();
            return exits == 0
                    ? Finding.warn("store",
                            "opens, but holds no exit; set bootstrap.exit to local before the first start")
                    : Finding.ok("store", "opens with its server key; " + exits + " exit" + (exits == 1 ? "" : "s"));
        } catch (UserError e) {
            return Finding.fail("store", String.join(" ", e.lines()));
        } catch (StoreFailure e) {
            return Finding.fail("store", String.join(" ", OpenStore.failed(e).lines()));
        }
    }

    private static Finding notBegun(Path dataDir) {
        Path there = dataDir.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return Files.isDirectory(there) && Files.isWritable(there)
                ? Finding.ok("store", "none yet; the first start makes it in " + dataDir)
                : Finding.fail("store", dataDir + " cannot be made, because of " + there
                        + "; choose another folder with --data-dir or data_dir");
    }

    private static Finding port(String what, InetAddress address, int port, String key) {
        String place = InetAddresses.authority(address, port);
        if (port == 0) {
            return Finding.ok(what, "a free one is taken at each start");
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(address, port));
            return Finding.ok(what, place + " is free");
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            return why.contains("in use")
                    ? Finding.warn(what, place + " is taken: fine if this node runs; if not, change " + key)
                    : Finding.fail(what, place + " cannot be listened on (" + why + "); change " + key
                            + " or the address beside it");
        }
    }

    private Finding descriptors() {
        Descriptors descriptors = Descriptors.now();
        long limit = descriptors.limit();
        Optional<Integer> wanted = settings.gateway().maxConnections();
        if (wanted.filter(connections -> connections > descriptors.connections()).isPresent()) {
            return Finding.warn("descriptors", limit + " are too few for gateway.max_connections " + wanted.get()
                    + "; raise `ulimit -n`, or LimitNOFILE of the unit");
        }
        String seen = limit + " descriptors, enough for " + descriptors.connections() + " connections";
        return limit < FEW_DESCRIPTORS
                ? Finding.warn("descriptors", seen + "; raise `ulimit -n`, or LimitNOFILE of the unit")
                : Finding.ok("descriptors", seen);
    }

    private Finding transport() {
        return switch (Transport.best()) {
            case EPOLL -> Finding.ok("transport", switch (settings.relay().splice()) {
                case AUTO -> "epoll; the kernel moves the bytes of plain tunnels";
                case OFF -> "epoll; relay.splice is off";
            });
            case NIO -> Finding.warn("transport", "no epoll here, so the slower NIO is used; run on Linux with glibc");
        };
    }

    private static Finding clock() {
        Instant now = Instant.now();
        return now.isBefore(BUILT_AFTER)
                ? Finding.fail("clock", now + " is in the past; set the clock, or start NTP")
                : Finding.ok("clock", now.toString());
    }

    private Finding nameServers() {
        List<InetSocketAddress> servers = settings.dns().servers();
        if (servers.isEmpty()) {
            return Files.isReadable(Path.of("/etc/resolv.conf"))
                    ? Finding.ok("DNS", "the system's servers")
                    : Finding.warn("DNS", "/etc/resolv.conf cannot be read; set dns.servers");
        }
        try (DatagramSocket socket = new DatagramSocket()) {
            for (InetSocketAddress server : servers) {
                socket.connect(new InetSocketAddress(server.getAddress(), server.getPort() == 0
                        ? DNS_PORT
                        : server.getPort()));
                socket.disconnect();
            }
            return Finding.ok("DNS", servers.size() + " configured and routable");
        } catch (IOException e) {
            return Finding.fail("DNS", "a server of dns.servers cannot be reached (" + e.getMessage()
                    + "); correct it");
        }
    }

    private Finding accessLog() {
        return switch (settings.accessLog().destination()) {
            case Destination.Nowhere() -> Finding.ok("access log", "none; set access_log.path to have one");
            case Destination.StandardOutput() -> Finding.ok("access log", "standard output");
            case Destination.LogFile(Path file) -> accessLog(file);
        };
    }

    private static Finding accessLog(Path file) {
        Path needed = Files.exists(file) ? file : Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        boolean good = Files.isWritable(needed) && Files.isDirectory(needed) != Files.isRegularFile(file);
        return good
                ? Finding.ok("access log", file.toString())
                : Finding.fail("access log", file + " cannot be written; make its folder, or correct access_log.path");
    }
}
