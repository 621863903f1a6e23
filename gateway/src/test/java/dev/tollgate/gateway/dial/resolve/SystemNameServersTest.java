package dev.tollgate.gateway.dial.resolve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SystemNameServersTest {
    @TempDir
    Path directory;

    @Test
    void only_the_nameserver_lines_are_read() throws IOException {
        Path file = Files.writeString(directory.resolve("resolv.conf"), """
                # nameserver 192.0.2.1
                search corp.example
                options ndots:5
                nameserver 192.0.2.53
                nameserver\t2001:db8::53  # the other
                nameserver ns.example.com
                """);

        assertThat(SystemNameServers.read(file)).containsExactly(
                new InetSocketAddress(InetAddress.ofLiteral("192.0.2.53"), 53),
                new InetSocketAddress(InetAddress.ofLiteral("2001:db8::53"), 53));
    }

    @Test
    void a_machine_without_any_asks_itself() {
        assertThat(SystemNameServers.read(directory.resolve("missing")))
                .containsExactly(new InetSocketAddress(InetAddress.getLoopbackAddress(), 53));
    }
}
