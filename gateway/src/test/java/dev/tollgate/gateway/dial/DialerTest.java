package dev.tollgate.gateway.dial;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.admission.Check;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.Refusal;
import dev.tollgate.domain.exit.Exit;
import dev.tollgate.domain.exit.ExitId;
import dev.tollgate.domain.exit.ExitKind;
import dev.tollgate.domain.exit.ExitLabels;
import dev.tollgate.domain.exit.ExitState;
import dev.tollgate.domain.exit.LabelValue;
import dev.tollgate.domain.target.Guard;
import dev.tollgate.domain.target.Host;
import dev.tollgate.domain.target.OwnListeners;
import dev.tollgate.domain.target.Target;
import dev.tollgate.domain.target.TargetPolicy;
import dev.tollgate.domain.target.TargetRules;
import dev.tollgate.domain.target.Verdict;
import dev.tollgate.gateway.dial.resolve.NameResolver;
import dev.tollgate.gateway.dial.resolve.RawResolution;
import dev.tollgate.gateway.dial.resolve.TargetAddresses;
import dev.tollgate.gateway.transport.SocketBudget;
import dev.tollgate.gateway.transport.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Public addresses are doors to loopback here: no socket leads off the machine, whatever the dialer does.
class DialerTest {
    private static final EventLoopGroup LOOPS = Transport.best().newGroup(1);
    private static final ExitLabels ANYWHERE = new ExitLabels(Set.of(), new LabelValue.Any(), new LabelValue.Any(),
            new LabelValue.Any(), new LabelValue.Any());
    private static final Host LOCALHOST = new Host.Name("localhost");
    private static final Target SHOP = new Target(new Host.Name("shop.example.com"), 443);
    private static final IpAddress PUBLIC = address("198.41.0.4");
    private static final IpAddress PUBLIC_V6 = address("2a00:1450::5");

    private final Doors doors = new Doors(Transport.best());
    private final Names names = new Names();
    private final TargetPolicy policy = new TargetPolicy(TargetRules.DEFAULT, OwnListeners.NONE);
    private final ServerSocket listener = listen();

    @AfterEach
    void close() throws IOException {
        doors.channels.forEach(channel -> channel.close().syncUninterruptibly());
        listener.close();
    }

    @AfterAll
    static void stopLoops() {
        LOOPS.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void a_name_is_resolved_once_and_the_address_that_was_judged_is_dialled() {
        names.answers(PUBLIC);
        doors.open(PUBLIC, listener.getLocalPort());

        assertThat(dial(SHOP)).isInstanceOfSatisfying(DialOutcome.Connected.class,
                connected -> assertThat(connected.address()).isEqualTo(PUBLIC));

        assertThat(names.asked).isEqualTo(List.of("shop.example.com"));
        assertThat(doors.dialled).containsExactly(PUBLIC);
    }

    @Test
    void one_forbidden_address_among_many_refuses_the_name_and_nothing_is_dialled() {
        names.answers(PUBLIC_V6, PUBLIC, address("10.0.0.1"));

        assertThat(dial(SHOP)).isEqualTo(new DialOutcome.Failed(GatewayError.RESTRICTED_TARGET, Check.RESOLVE,
                "The target is not a public address."));
        assertThat(doors.dialled).isEmpty();
    }

    @Test
    void a_name_that_changes_between_two_requests_is_judged_each_time() {
        names.answers(PUBLIC);
        doors.open(PUBLIC, listener.getLocalPort());
        dial(SHOP);
        names.answers(address("127.0.0.1"));

        assertThat(dial(SHOP)).isInstanceOf(DialOutcome.Failed.class);
        assertThat(doors.dialled).containsExactly(PUBLIC);
    }

    @Test
    void a_forbidden_literal_is_not_dialled() {
        assertThat(dial(new Target(new Host.Literal(address("127.0.0.1")), 443)))
                .isEqualTo(new DialOutcome.Failed(GatewayError.RESTRICTED_TARGET, Check.RESOLVE,
                        "The target is not a public address."));
        assertThat(doors.dialled).isEmpty();
    }

    @Test
    void a_literal_asks_no_name_server() {
        doors.open(PUBLIC, listener.getLocalPort());

        assertThat(dial(new Target(new Host.Literal(PUBLIC), 443))).isInstanceOf(DialOutcome.Connected.class);
        assertThat(names.asked).isEmpty();
    }

    @Test
    void localhost_asks_no_name_server_and_is_judged_by_its_addresses() {
        assertThat(dial(new Target(LOCALHOST, 443)))
                .isInstanceOfSatisfying(DialOutcome.Failed.class,
                        failed -> assertThat(failed.error()).isEqualTo(GatewayError.RESTRICTED_TARGET));
        assertThat(names.asked).isEmpty();
    }

    @Test
    void ipv6_is_dialled_first() {
        names.answers(PUBLIC, PUBLIC_V6);
        doors.open(PUBLIC, listener.getLocalPort()).open(PUBLIC_V6, listener.getLocalPort());

        assertThat(dial(SHOP)).isInstanceOfSatisfying(DialOutcome.Connected.class,
                connected -> assertThat(connected.address()).isEqualTo(PUBLIC_V6));
    }

    @Test
    void a_name_that_is_not_found_is_a_dns_failure() {
        names.answers();

        assertThat(dial(SHOP)).isEqualTo(
                new DialOutcome.Failed(GatewayError.TARGET_DNS_FAILED, Check.RESOLVE, "The name does not exist."));
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void a_port_where_nobody_listens_refuses(Transport transport) throws IOException {
        Doors those = new Doors(transport).open(PUBLIC, listener.getLocalPort());
        listener.close();
        EventLoopGroup loops = transport.newGroup(1);

        DialOutcome outcome = dial(dialer(those, Duration.ofSeconds(10)), new Target(new Host.Literal(PUBLIC), 443),
                loops.next());

        assertThat(outcome).isEqualTo(
                new DialOutcome.Failed(GatewayError.TARGET_REFUSED, Check.DIAL, "The target refused the connection."));
        Awaitility.await().until(() -> those.channels.stream().noneMatch(Channel::isOpen));
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void a_target_that_stays_silent_times_out_and_leaves_nothing_open() {
        names.answers(PUBLIC, PUBLIC_V6);
        doors.silent = true;

        assertThat(dial(dialer(doors, Duration.ofMillis(300)), SHOP, LOOPS.next())).isEqualTo(
                new DialOutcome.Failed(GatewayError.TARGET_TIMEOUT, Check.DIAL, "The target did not answer in time."));
        assertThat(doors.dialled).containsExactly(PUBLIC_V6, PUBLIC);
        Awaitility.await().until(() -> doors.channels.stream().noneMatch(Channel::isOpen));
    }

    @Test
    void cancelling_while_connecting_leaves_no_channel_and_no_outcome() {
        names.answers(PUBLIC);
        doors.silent = true;
        CompletableFuture<DialOutcome> outcome = new CompletableFuture<>();
        Dialing dialing = dialer(doors, Duration.ofSeconds(10)).dial(request(SHOP), LOOPS.next(), outcome::complete);
        Awaitility.await().until(() -> doors.channels.size() == 1);

        dialing.cancel();

        Awaitility.await().until(() -> doors.channels.stream().noneMatch(Channel::isOpen));
        assertThat(outcome).isNotDone();
    }

    @Test
    void cancelling_while_resolving_dials_nothing() {
        Dialing dialing = dialer(doors, Duration.ofSeconds(10)).dial(request(SHOP), LOOPS.next(), any -> {});
        Awaitility.await().until(() -> names.pending.get() != null);

        dialing.cancel();
        LOOPS.next().submit(() -> names.pending.get().accept(new RawResolution.Found(List.of(PUBLIC))))
                .syncUninterruptibly();

        assertThat(doors.dialled).isEmpty();
    }

    @Test
    void the_outcome_comes_after_dial_has_returned_even_on_the_loop_itself() {
        EventLoop loop = LOOPS.next();
        AtomicReference<String> order = new AtomicReference<>("");

        loop.submit(() -> {
            dialer(doors, Duration.ofSeconds(10)).dial(request(new Target(LOCALHOST, 443)), loop,
                    any -> order.updateAndGet(so -> so + "outcome"));
            order.updateAndGet(so -> so + "returned ");
        }).syncUninterruptibly();

        Awaitility.await().until(() -> order.get().equals("returned outcome"));
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void a_connected_channel_is_ready_for_relaying(Transport transport) {
        Doors those = new Doors(transport).open(PUBLIC, listener.getLocalPort());
        EventLoopGroup loops = transport.newGroup(1);
        EventLoop loop = loops.next();

        DialOutcome outcome = dial(dialer(those, Duration.ofSeconds(10)), new Target(new Host.Literal(PUBLIC), 443),
                loop);

        assertThat(outcome).isInstanceOfSatisfying(DialOutcome.Connected.class, connected -> {
            var config = connected.channel().config();
            assertThat(connected.channel().eventLoop()).isSameAs(loop);
            assertThat(connected.channel().isActive()).isTrue();
            assertThat(connected.channel().pipeline().names()).hasSize(1);
            assertThat(config.isAutoRead()).isFalse();
            assertThat(config.getOption(ChannelOption.TCP_NODELAY)).isTrue();
            assertThat(config.getOption(ChannelOption.ALLOW_HALF_CLOSURE)).isTrue();
            assertThat(config.getWriteBufferLowWaterMark()).isEqualTo(32 * 1024);
            assertThat(config.getWriteBufferHighWaterMark()).isEqualTo(64 * 1024);
        });
        those.channels.forEach(channel -> channel.close().syncUninterruptibly());
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private DialOutcome dial(Target target) {
        return dial(dialer(doors, Duration.ofSeconds(10)), target, LOOPS.next());
    }

    private static DialOutcome dial(Dialer dialer, Target target, EventLoop loop) {
        CompletableFuture<DialOutcome> outcome = new CompletableFuture<>();
        dialer.dial(request(target), loop, outcome::complete);
        return outcome.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private Dialer dialer(Connector connector, Duration limit) {
        return new Dialer(new TargetAddresses(() -> policy, names, this::judge), connector, limit);
    }

    private Optional<Refusal> judge(Target target, List<IpAddress> addresses) {
        assertThat(policy.guard()).isEqualTo(Guard.ENFORCE);
        return policy.judgeResolved(target, addresses) instanceof Verdict.Forbidden
                ? Optional.of(Refusal.of(GatewayError.RESTRICTED_TARGET, "The target is not a public address."))
                : Optional.empty();
    }

    private static DialRequest request(Target target) {
        return new DialRequest(new Exit(new ExitId("ext_1"), "direct", ExitKind.DIRECT, ANYWHERE,
                Optional.empty(), Exit.DEFAULT_WEIGHT, ExitState.ACTIVE), target);
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    /// Leads addresses to ports of loopback; those it does not know lead nowhere.
    private static final class Doors implements Connector {
        private final Transport transport;
        private final Connector real;
        private final Map<IpAddress, Integer> ports = new ConcurrentHashMap<>();
        private final List<IpAddress> dialled = new CopyOnWriteArrayList<>();
        private final List<Channel> channels = new CopyOnWriteArrayList<>();
        private volatile boolean silent;

        Doors(Transport transport) {
            this.transport = transport;
            real = new SocketConnector(transport, Duration.ofMinutes(2), SocketBudget.unlimited());
        }

        Doors open(IpAddress address, int port) {
            ports.put(address, port);
            return this;
        }

        @Override
        public ChannelFuture connect(IpAddress address, int port, EventLoop loop) {
            dialled.add(address);
            if (silent) {
                Channel channel = transport.newSocketChannel();
                loop.register(channel);
                channels.add(channel);
                return channel.newPromise();
            }
            ChannelFuture attempt = real.connect(address("127.0.0.1"),
                    Optional.ofNullable(ports.get(address)).orElseThrow(), loop);
            channels.add(attempt.channel());
            return attempt;
        }
    }

    /// Answers what a test wants, or when it wants.
    private static final class Names implements NameResolver {
        private final List<String> asked = new ArrayList<>();
        private final AtomicReference<Consumer<RawResolution>> pending = new AtomicReference<>();
        private volatile Optional<RawResolution> answer = Optional.empty();

        void answers(IpAddress... addresses) {
            answer = Optional.of(addresses.length == 0
                    ? new RawResolution.NotFound("The name does not exist.")
                    : new RawResolution.Found(List.of(addresses)));
        }

        @Override
        public void resolve(Host.Name name, EventLoop loop, Consumer<RawResolution> done) {
            asked.add(name.value());
            answer.ifPresentOrElse(done, () -> pending.set(done));
        }
    }
}
