package dev.tollgate.gateway.dial.resolve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The name servers of the machine: the `nameserver` lines of `resolv.conf`, and nothing else in it.
final class SystemNameServers {
    static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");

    private static final Pattern LINE = Pattern.compile("nameserver[ \\t]+(\\S+).*");
    private static final int DNS_PORT = 53;

    private SystemNameServers() {}

    /// What `resolvConf` lists; a machine without any has one of its own, as resolv.conf(5) says.
    static List<InetSocketAddress> read(Path resolvConf) {
        List<InetSocketAddress> found = new ArrayList<>();
        for (String line : lines(resolvConf)) {
            var matcher = LINE.matcher(line);
            if (matcher.matches()) {
                addLiteral(matcher.group(1), found);
            }
        }
        return found.isEmpty() ? List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), DNS_PORT)) : found;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static void addLiteral(String text, List<InetSocketAddress> to) {
        try {
            to.add(new InetSocketAddress(InetAddress.ofLiteral(text), DNS_PORT));
        } catch (IllegalArgumentException notAnAddress) {
            // Skipped, as the system's own resolver does.
        }
    }
}
