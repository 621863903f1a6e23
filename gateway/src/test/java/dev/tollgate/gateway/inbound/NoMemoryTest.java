package dev.tollgate.gateway.inbound;

import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.GatewaySetup;
import dev.tollgate.gateway.Peer;
import dev.tollgate.gateway.ScarceMemory;
import dev.tollgate.gateway.dial.TlsOutcome;
import dev.tollgate.gateway.inbound.socks5.Hello;
import dev.tollgate.gateway.transport.Transport;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Memory that runs out between a dial and what was dialled for: the exchange fails, and the node is none the poorer. The fixture
/// counts slots, connections, sockets and buffers.
final class NoMemoryTest {
    private static final String CONNECT = "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n"
            + GatewayFixture.AUTHORIZATION + "\r\n";
    private static final String GET_HTTPS = "GET https://example.com/ HTTP/1.1\r\nHost: example.com\r\n"
            + GatewayFixture.AUTHORIZATION + "\r\n";

    private final ScarceMemory memory = new ScarceMemory();

    /// The one transport splices, the other hands buffers on.
    @ParameterizedTest
    @EnumSource(Transport.class)
    void a_tunnel_that_cannot_begin_gives_back_all_it_was_lent(Transport transport) {
        assumeTrue(transport == Transport.NIO || Transport.best() == Transport.EPOLL, "elsewhere there is no epoll");
        AtomicBoolean noneLeft = new AtomicBoolean(true);
        GatewaySetup setup = GatewaySetup.USUAL.with(transport).withRelayClock(() -> {
            if (noneLeft.get()) {
                throw new OutOfMemoryError("of a test");
            }
            return System.nanoTime();
        });
        try (GatewayFixture gateway = setup.start()) {
            Peer client = gateway.client().sends(CONNECT + "early");
            Peer target = gateway.target().accept();

            client.receiveUntilCut();
            target.seesCut();
            assertThat(gateway.record().ending()).isEqualTo(Ending.FAILED);

            noneLeft.set(false);
            Peer next = gateway.client().sends(CONNECT);
            Peer nextTarget = gateway.target().accept();
            assertThat(next.receiveHead()).startsWith("HTTP/1.1 200 ");
            nextTarget.sends("hello").finishes();
            next.receives("hello").seesEnd().close();
            gateway.record();
        }
    }

    @Test
    void a_client_that_cannot_be_told_of_its_tunnel_is_let_go_and_so_is_the_target() {
        try (GatewayFixture gateway = GatewaySetup.USUAL.withSteps(usual -> new OwnMemory(usual, memory)).start()) {
            gateway.dialer().beforeConnected(memory::runsOut);

            Peer client = gateway.client().sends(CONNECT);

            gateway.target().accept().seesCut();
            client.seesCut();
            assertThat(gateway.record().ending()).isEqualTo(Ending.FAILED);
        }
    }

    @Test
    void a_socks5_client_that_cannot_be_told_of_its_tunnel_is_let_go_and_so_is_the_target() {
        try (GatewayFixture gateway = GatewaySetup.USUAL.withSteps(usual -> new OwnMemory(usual, memory)).start()) {
            gateway.dialer().beforeConnected(memory::runsOut);

            Peer client = gateway.client().sendsHex(Hello.OFFERS_LOGIN + Hello.LOGS_IN + Hello.CONNECTS)
                    .receivesHex(Hello.LOGIN_CHOSEN + Hello.LOGGED_IN);

            gateway.target().accept().seesCut();
            client.seesCut();
            assertThat(gateway.record().ending()).isEqualTo(Ending.FAILED);
        }
    }

    @Test
    void a_plain_request_that_cannot_be_sent_on_is_no_more_waited_for() {
        GatewaySetup setup = GatewaySetup.USUAL.with((channel, host, port, limit, done) -> {
            channel.config().setAllocator(memory);
            memory.runsOut();
            done.accept(new TlsOutcome.Ready());
        });
        try (GatewayFixture gateway = setup.start()) {
            Peer client = gateway.client().sends(GET_HTTPS);

            gateway.target().accept().seesCut();
            client.seesCut();
            assertThat(gateway.record().ending()).isEqualTo(Ending.FAILED);
        }
    }
}
