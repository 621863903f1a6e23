package dev.tollgate.app.doctor;

import dev.tollgate.app.cli.UserError;
import dev.tollgate.app.settings.CertificateFiles;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.app.wiring.Descriptors;
import dev.tollgate.app.wiring.InetAddresses;
import dev.tollgate.app.wiring.OpenStore;
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
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
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
    private static final Duration EXPIRES_SOON = Duration.ofDays(14);
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
        findings.add(certificate("certificate", settings.tls().files(),
                "TLS-wrapped clients are turned away; set tls.certificate and tls.key"));
        findings.add(certificate("API certificate", settings.api().tls(),
                "the API speaks plain HTTP; set api.tls.certificate and api.tls.key if it leaves this machine"));
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
        if (settings.store().postgres().isEmpty() && !Files.isDirectory(settings.dataDir())) {
            return Finding.ok("store", "none yet; the first start makes it in " + settings.dataDir());
        }
        try (OpenStore opened = OpenStore.beside(settings, new SecureRandom())) {
            int exits = opened.store().exits().all().size();
            return exits == 0
                    ? Finding.warn("store",
                            "opens, but holds no exit; set bootstrap.exit to local before the first start")
                    : Finding.ok("store", "opens with its server key; " + exits + " exit" + (exits == 1 ? "" : "s"));
        } catch (UserError e) {
            return Finding.fail("store", String.join(" ", e.lines()));
        }
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
            return Finding.warn(what, place + " cannot be had (" + e.getMessage()
                    + "): a node runs, or stop what has it, or change " + key);
        }
    }

    private static Finding descriptors() {
        long limit = Descriptors.limit();
        String seen = limit + " descriptors, enough for " + Descriptors.connections() + " connections";
        return limit < FEW_DESCRIPTORS
                ? Finding.warn("descriptors", seen + "; raise `ulimit -n`, or LimitNOFILE of the unit")
                : Finding.ok("descriptors", seen);
    }

    private static Finding transport() {
        return switch (Transport.best()) {
            case EPOLL -> Finding.ok("transport", "epoll");
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

    private static Finding certificate(String what, Optional<CertificateFiles> files, String without) {
        if (files.isEmpty()) {
            return Finding.warn(what, "none: " + without);
        }
        try (var in = Files.newInputStream(files.get().certificate())) {
            X509Certificate leaf = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            Instant end = leaf.getNotAfter().toInstant();
            if (end.isBefore(Instant.now())) {
                return Finding.fail(what, "expired on " + end + "; renew it");
            }
            return end.isBefore(Instant.now().plus(EXPIRES_SOON))
                    ? Finding.warn(what, "expires on " + end + "; renew it")
                    : Finding.ok(what, "valid until " + end);
        } catch (IOException | CertificateException e) {
            return Finding.fail(what, files.get().certificate() + " cannot be read (" + e.getMessage()
                    + "); correct the path or the file");
        }
    }
}
