package dev.tollgate.gateway.inbound.http;

import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.exit.Exit;
import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.Peer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What a client is told when the fault is ours.
final class OwnFailureTest {
    @ParameterizedTest
    @ValueSource(strings = {"GET http://example.com/", "CONNECT example.com:443"})
    void a_fault_of_our_own_is_answered_and_recorded(String request) {
        try (GatewayFixture gateway = new GatewayFixture()) {
            gateway.exitsAre(List.of(impossible(GatewayFixture.exit("broken", "198.51.100.42"))));

            Peer client = gateway.client()
                    .sends(request + " HTTP/1.1\r\nHost: example.com\r\n" + GatewayFixture.AUTHORIZATION + "\r\n");

            assertThat(client.receiveRest()).startsWith("HTTP/1.1 500 Internal Server Error\r\n")
                    .contains("X-Helodata-Error-Code: internal-error\r\n", "Connection: close\r\n");
            assertThat(gateway.record().error()).contains(GatewayError.INTERNAL_ERROR);
        }
    }

    /// The API lets no such weight in; choosing by it throws.
    private static Exit impossible(Exit exit) {
        return new Exit(exit.id(), exit.name(), exit.kind(), exit.labels(), exit.exitIp(), -1, exit.state());
    }
}
