package dev.tollgate.gateway.listen;

import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.GatewaySetup;
import dev.tollgate.gateway.transport.Transport;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Who can reach a gateway that listens on "any address".
final class ListeningAddressTest {
    private static final InetAddress IPV4 = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress IPV6 = InetAddress.ofLiteral("::1");

    @BeforeAll
    static void on_a_machine_with_both() throws IOException {
        assumeTrue(NetworkInterface.getByInetAddress(IPV6) != null, "this machine has no IPv6");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void any_address_of_ipv4_is_not_one_of_ipv6(Transport transport) throws IOException {
        try (GatewayFixture gateway = at("0.0.0.0", transport)) {
            assertThat(reaches(IPV4, gateway)).isTrue();
            assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> reaches(IPV6, gateway));
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void any_address_at_all_is_one_of_both(Transport transport) throws IOException {
        try (GatewayFixture gateway = at("::", transport)) {
            assertThat(reaches(IPV4, gateway)).isTrue();
            assertThat(reaches(IPV6, gateway)).isTrue();
        }
    }

    private static GatewayFixture at(String address, Transport transport) throws IOException {
        assumeTrue(transport == Transport.NIO || Transport.best() == Transport.EPOLL, "elsewhere there is no epoll");
        GatewayFixture gateway = GatewaySetup.USUAL.with(transport).start();
        gateway.server().listen(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
        return gateway;
    }

    private static boolean reaches(InetAddress address, GatewayFixture gateway) throws IOException {
        try (Socket socket = new Socket(address, gateway.port())) {
            return socket.isConnected();
        }
    }
}
