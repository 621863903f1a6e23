package dev.tollgate.gateway.dial;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.error.GatewayError;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectRaceTest {
    private static final String V6A = "2a00:1450::1";
    private static final String V6B = "2a00:1450::2";
    private static final String V4A = "198.41.0.1";
    private static final String V4B = "198.41.0.2";
    private final IOException refused = new ConnectException("finishConnect(..) failed with error(-111): no");

    private final EmbeddedChannel clock = new EmbeddedChannel();
    private final Network network = new Network();
    private final List<Object> ends = new ArrayList<>();

    @BeforeEach
    void freeze() {
        clock.freezeTime();
    }

    @AfterEach
    void nothing_is_left_running() {
        assertThat(clock.runScheduledPendingTasks()).as("no timer is left").isEqualTo(-1);
        clock.finishAndReleaseAll();
    }

    @Test
    void ipv6_goes_first_and_ipv4_follows_a_quarter_of_a_second_later() {
        ConnectRace race = race(V6A, V4A);

        pass(249);
        assertThat(network.dialled()).containsExactly(V6A);
        pass(1);
        assertThat(network.dialled()).containsExactly(V6A, V4A);

        race.cancel();
    }

    @Test
    void the_families_take_turns() {
        ConnectRace race = race(V6A, V6B, V4A, V4B);

        pass(1000);

        assertThat(network.dialled()).containsExactly(V6A, V4A, V6B, V4B);
        race.cancel();
    }

    @Test
    void a_failure_gives_the_next_address_its_turn_at_once() {
        ConnectRace race = race(V6A, V4A, V4B);

        network.attempt(0).fail(refused);

        assertThat(network.dialled()).containsExactly(V6A, V4A);
        pass(249);
        assertThat(network.dialled()).hasSize(2);
        pass(1);
        assertThat(network.dialled()).hasSize(3);
        race.cancel();
    }

    @Test
    void the_first_to_answer_wins_and_the_others_are_closed() {
        race(V6A, V4A);
        pass(250);

        network.attempt(1).succeed();

        assertThat(ends).containsExactly(V4A);
        assertThat(network.attempt(0).channel.isOpen()).isFalse();
        assertThat(network.attempt(1).channel.isOpen()).isTrue();
    }

    @Test
    void one_that_answers_too_late_is_closed() {
        race(V6A, V4A);
        pass(250);
        network.attempt(1).succeed();

        network.attempt(0).succeed();

        assertThat(ends).containsExactly(V4A);
        assertThat(network.attempt(0).channel.isOpen()).isFalse();
    }

    @Test
    void all_addresses_share_one_time_limit() {
        race(V6A, V4A);

        pass(9_999);
        assertThat(ends).isEmpty();
        pass(1);

        assertThat(ends).containsExactly(ConnectFailure.SILENT);
        assertThat(network.open()).isZero();
    }

    @Test
    void when_all_refuse_the_target_refused() {
        race(V6A, V4A);

        network.attempt(0).fail(refused);
        network.attempt(1).fail(refused);

        assertThat(ends).containsExactly(ConnectFailure.REFUSED);
    }

    @Test
    void a_refusal_says_more_than_an_unreachable_network_and_than_silence() {
        race(V6A, V6B, V4A);
        network.attempt(0).fail(refused);
        network.attempt(1).fail(new NoRouteToHostException());

        pass(10_000);

        assertThat(ends).containsExactly(ConnectFailure.REFUSED);
    }

    @Test
    void an_unreachable_network_says_more_than_silence() {
        race(V6A, V4A);
        network.attempt(0).fail(new NoRouteToHostException());

        pass(10_000);

        assertThat(ends).containsExactly(ConnectFailure.UNREACHABLE);
    }

    @Test
    void a_node_without_ipv6_does_not_call_a_silent_target_unreachable() {
        network.without(V6A, new NoRouteToHostException());
        race(V6A, V4A);
        assertThat(network.dialled()).containsExactly(V6A, V4A);

        pass(10_000);

        assertThat(ends).containsExactly(ConnectFailure.SILENT);
    }

    @Test
    void a_node_without_any_way_says_so_at_once() {
        network.without(V6A, new NoRouteToHostException()).without(V4A, new NoRouteToHostException());

        race(V6A, V4A);

        assertThat(ends).containsExactly(ConnectFailure.NO_ROUTE);
        assertThat(ConnectFailure.NO_ROUTE.error()).isEqualTo(GatewayError.TARGET_UNREACHABLE);
    }

    @Test
    void a_node_out_of_descriptors_gives_up_in_order() {
        network.broken = true;

        race(V6A, V4A);

        assertThat(ends).containsExactly(ConnectFailure.NO_SOCKET);
    }

    @Test
    void attempts_are_bounded() {
        String[] many = IntStream.range(0, 50).mapToObj(i -> "198.41.0." + i).toArray(String[]::new);
        race(many);

        for (int i = 0; i < AddressOrder.MAX_ATTEMPTS; i++) {
            network.attempt(i).fail(refused);
        }

        assertThat(ends).containsExactly(ConnectFailure.REFUSED);
        assertThat(network.dialled()).hasSize(AddressOrder.MAX_ATTEMPTS);
    }

    @Test
    void cancelling_closes_all_that_is_half_open_and_ends_without_a_word() {
        ConnectRace race = race(V6A, V4A);
        pass(250);

        race.cancel();

        assertThat(network.open()).isZero();
        pass(20_000);
        assertThat(ends).isEmpty();
        assertThat(network.dialled()).hasSize(2);
    }

    private ConnectRace race(String... addresses) {
        ConnectRace race = new ConnectRace(Arrays.stream(addresses).map(ConnectRaceTest::address).toList(), 443,
                clock.eventLoop(), network, new ConnectRace.Finish() {

                    @Override
                    public void won(ChannelFuture connected, IpAddress address) {
                        ends.add(address.toString());
                    }

                    @Override
                    public void lost(ConnectFailure why) {
                        ends.add(why);
                    }
                });
        race.start(Duration.ofSeconds(10));
        return race;
    }

    private void pass(long millis) {
        // In small steps, as time does: a timer set by another starts when that one rang.
        for (long left = millis; left > 0; left -= Math.min(left, 50)) {
            clock.advanceTimeBy(Math.min(left, 50), TimeUnit.MILLISECONDS);
            clock.runScheduledPendingTasks();
        }
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    /// Addresses that answer when told to.
    private static final class Network implements Connector {
        private final List<Attempt> attempts = new ArrayList<>();
        private final List<String> unroutable = new ArrayList<>();
        private IOException noRoute = new IOException();
        private boolean broken;

        Network without(String address, IOException failure) {
            unroutable.add(address);
            noRoute = failure;
            return this;
        }

        @Override
        public ChannelFuture connect(IpAddress address, int port, EventLoop loop) {
            if (broken) {
                throw new ChannelException("too many open files");
            }
            Attempt attempt = new Attempt(address.toString(), loop);
            attempts.add(attempt);
            if (unroutable.contains(attempt.address)) {
                attempt.fail(noRoute);
            }
            return attempt.promise;
        }

        Attempt attempt(int index) {
            return attempts.get(index);
        }

        List<String> dialled() {
            return attempts.stream().map(attempt -> attempt.address).toList();
        }

        long open() {
            return attempts.stream().filter(attempt -> attempt.channel.isOpen()).count();
        }
    }

    private static final class Attempt {
        private final String address;
        private final EmbeddedChannel channel = new EmbeddedChannel();
        private final DefaultChannelPromise promise;

        Attempt(String address, EventLoop loop) {
            this.address = address;
            promise = new DefaultChannelPromise(channel, loop);
        }

        void fail(IOException why) {
            promise.setFailure(why);
        }

        void succeed() {
            promise.setSuccess();
        }
    }
}
