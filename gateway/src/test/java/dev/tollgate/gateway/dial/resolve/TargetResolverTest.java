package dev.tollgate.gateway.dial.resolve;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.target.Host;
import dev.tollgate.gateway.dial.resolve.NameServer.Answer;
import dev.tollgate.gateway.dial.resolve.NameServer.Reply;
import dev.tollgate.gateway.transport.Transport;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.tollgate.gateway.dial.resolve.NameServer.A;
import static dev.tollgate.gateway.dial.resolve.NameServer.AAAA;
import static org.assertj.core.api.Assertions.assertThat;

class TargetResolverTest {
    private static final String NAME = "shop.example.com.";
    private static final String V6 = "2a00:1450::5";
    private static final String V4 = "198.41.0.4";
    private static final EventLoopGroup LOOPS = Transport.best().newGroup(2);

    private final NameServer server = new NameServer();
    private final AtomicLong nanos = new AtomicLong();
    private final List<TargetResolver> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(TargetResolver::close);
        server.close();
    }

    @AfterAll
    static void stopLoops() {
        LOOPS.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void both_families_are_asked_and_ipv6_comes_first() {
        server.says(NAME, A, v4(60)).says(NAME, AAAA, v6(60));

        assertThat(resolve(resolver())).isEqualTo(found(V6, V4));
        assertThat(server.asked()).containsExactlyInAnyOrder(NAME + " 1", NAME + " 28");
    }

    @Test
    void a_name_without_ipv6_is_found() {
        server.says(NAME, A, v4(60)).says(NAME, AAAA, Reply.of());

        assertThat(resolve(resolver())).isEqualTo(found(V4));
    }

    @Test
    void a_name_whose_ipv4_question_is_denied_is_found_by_ipv6() {
        server.says(NAME, AAAA, v6(60));

        assertThat(resolve(resolver())).isEqualTo(found(V6));
    }

    @Test
    void one_failing_family_does_not_fail_the_name() {
        server.says(NAME, A, v4(60)).says(NAME, AAAA, Reply.error(NameServer.SERVFAIL));

        assertThat(resolve(resolver())).isEqualTo(found(V4));
    }

    @Test
    void an_answer_beside_a_failed_family_is_kept_only_as_long_as_the_failure() {
        server.says(NAME, A, v4(300)).says(NAME, AAAA, Reply.error(NameServer.SERVFAIL));
        TargetResolver resolver = resolver();
        resolve(resolver);

        nanos.addAndGet(Duration.ofSeconds(31).toNanos());
        resolve(resolver);

        assertThat(server.asked(NAME, A)).isEqualTo(2);
    }

    @Test
    void what_the_cache_did_not_know_is_counted_and_so_is_what_was_not_found() {
        server.says(NAME, A, v4(60));
        TargetResolver resolver = resolver();

        resolve(resolver);
        resolve(resolver);
        assertThat(resolver.lookups()).isEqualTo(1);
        assertThat(resolver.failures()).isZero();

        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        server.says(NAME, A, Reply.error(NameServer.SERVFAIL));
        resolve(resolver);
        assertThat(resolver.lookups()).isEqualTo(2);
        assertThat(resolver.failures()).isEqualTo(1);
    }

    @Test
    void the_second_family_is_waited_for_a_quarter_of_a_second() {
        CountDownLatch never = new CountDownLatch(1);
        server.says(NAME, A, v4(60)).says(NAME, AAAA, v6(60).after(never));
        TargetResolver resolver = resolver();
        long from = System.nanoTime();

        RawResolution resolution = resolve(resolver);

        assertThat(resolution).isEqualTo(found(V4));
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isBetween(Duration.ofMillis(240), Duration.ofSeconds(3));
        never.countDown();
        assertThat(resolve(resolver)).as("what comes later is not used").isEqualTo(found(V4));
    }

    @Test
    void a_family_without_addresses_does_not_hurry_the_other() {
        CountDownLatch later = new CountDownLatch(1);
        server.says(NAME, A, v4(60).after(later)).says(NAME, AAAA, Reply.of());
        CompletableFuture<RawResolution> resolution = ask(resolver(), LOOPS.next());

        LOOPS.schedule(later::countDown, 400, TimeUnit.MILLISECONDS);

        assertThat(resolution.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(found(V4));
    }

    @Test
    void a_name_that_does_not_exist_is_said_not_to_exist() {
        assertThat(resolve(resolver())).isEqualTo(new RawResolution.NotFound("The name does not exist."));
    }

    @Test
    void a_name_without_addresses_is_said_to_have_none() {
        server.says(NAME, A, Reply.of()).says(NAME, AAAA, Reply.of());

        assertThat(resolve(resolver())).isEqualTo(new RawResolution.NotFound("The name has no address."));
    }

    @Test
    void silence_ends_when_the_time_is_up() {
        server.says(NAME, A, Reply.silence()).says(NAME, AAAA, Reply.silence());
        TargetResolver resolver = resolver(Duration.ofMillis(600), server.address());

        assertThat(resolve(resolver)).isInstanceOf(RawResolution.NotFound.class);
    }

    @Test
    void a_lost_question_is_asked_again() {
        server.says(NAME, A, Reply.silence()).says(NAME, AAAA, Reply.of());
        CompletableFuture<RawResolution> resolution = ask(resolver(Duration.ofSeconds(3), server.address()),
                LOOPS.next());
        Awaitility.await().until(() -> server.asked(NAME, A) == 1);

        server.says(NAME, A, v4(60));

        assertThat(resolution.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(found(V4));
    }

    @Test
    void the_next_server_answers_when_the_first_sends_nonsense_or_an_error() {
        try (NameServer broken = new NameServer()) {
            broken.says(NAME, A, Reply.nonsense()).says(NAME, AAAA, Reply.error(NameServer.SERVFAIL));
            server.says(NAME, A, v4(60)).says(NAME, AAAA, v6(60));

            RawResolution resolution = resolve(
                    resolver(Duration.ofMillis(600), broken.address(), server.address()));

            assertThat(resolution).isInstanceOfSatisfying(RawResolution.Found.class,
                    found -> assertThat(found.v6First()).contains(address(V6)));
        }
    }

    @Test
    void nonsense_alone_fails_the_name() {
        server.says(NAME, A, Reply.nonsense()).says(NAME, AAAA, Reply.nonsense());

        assertThat(resolve(resolver(Duration.ofMillis(600), server.address())))
                .isInstanceOf(RawResolution.NotFound.class);
    }

    @Test
    void an_answer_too_large_for_a_datagram_comes_over_tcp() {
        Answer[] many = IntStream.range(0, 200).mapToObj(i -> Answer.address(NAME, "198.41.1." + i, 60))
                .toArray(Answer[]::new);
        server.says(NAME, A, Reply.of(many).onlyOverTcp()).says(NAME, AAAA, Reply.of());

        assertThat(resolve(resolver())).isInstanceOfSatisfying(RawResolution.Found.class,
                found -> assertThat(found.v6First()).hasSize(200));
    }

    @Test
    void a_name_with_too_many_addresses_is_not_used() {
        Answer[] many = IntStream.range(0, 300).mapToObj(i -> Answer.address(NAME, "198.41." + i / 200 + "." + i % 200,
                60)).toArray(Answer[]::new);
        server.says(NAME, A, Reply.of(many).onlyOverTcp()).says(NAME, AAAA, Reply.of());

        assertThat(resolve(resolver())).isEqualTo(new RawResolution.NotFound("The name has too many addresses."));
    }

    @Test
    void aliases_are_followed_inside_an_answer_and_by_further_questions() {
        server.says(NAME, A,
                Reply.of(Answer.alias(NAME, "a.example.net.", 60), Answer.alias("a.example.net.", "b.example.net.",
                        60)))
                .says("b.example.net.", A, Reply.of(Answer.alias("b.example.net.", "c.example.net.", 60),
                        Answer.address("c.example.net.", V4, 60)))
                .says(NAME, AAAA, Reply.of());

        assertThat(resolve(resolver())).isEqualTo(found(V4));
    }

    @Test
    void aliases_that_run_in_a_circle_fail_the_name() {
        server.says(NAME, A, Reply.of(Answer.alias(NAME, "a.example.net.", 60)))
                .says("a.example.net.", A, Reply.of(Answer.alias("a.example.net.", NAME, 60))).says(NAME, AAAA, Reply
                        .of(Answer.alias(NAME, "a.example.net.", 60), Answer.alias("a.example.net.", NAME, 60)));

        assertThat(resolve(resolver())).isEqualTo(new RawResolution.NotFound("The name's aliases lead nowhere."));
        assertThat(server.asked()).hasSizeLessThan(20);
    }

    @Test
    void addresses_of_other_names_are_not_used() {
        server.says(NAME, A, Reply.of(Answer.address("other.example.com.", V4, 60))).says(NAME, AAAA, Reply.of());

        assertThat(resolve(resolver())).isEqualTo(new RawResolution.NotFound("The name has no address."));
    }

    @Test
    void ipv4_inside_ipv6_stays_as_it_is_for_the_guard_to_see() {
        server.says(NAME, AAAA, Reply.of(Answer.address(NAME, "::ffff:10.0.0.1", 60))).says(NAME, A, Reply.of());

        assertThat(resolve(resolver())).isEqualTo(found("::ffff:10.0.0.1"));
    }

    @Test
    void a_long_ttl_counts_as_five_minutes() {
        server.says(NAME, A, v4(604_800)).says(NAME, AAAA, Reply.of());
        TargetResolver resolver = resolver();
        resolve(resolver);

        nanos.addAndGet(Duration.ofSeconds(299).toNanos());
        resolve(resolver);
        assertThat(server.asked(NAME, A)).isEqualTo(1);

        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        resolve(resolver);
        assertThat(server.asked(NAME, A)).isEqualTo(2);
    }

    @Test
    void a_ttl_of_zero_and_one_out_of_range_count_as_a_second() {
        for (long ttl : new long[]{0, 0xffff_ffffL}) {
            server.says(NAME, A, v4(ttl)).says(NAME, AAAA, Reply.of());
            TargetResolver resolver = resolver();
            long before = server.asked(NAME, A);
            resolve(resolver);

            nanos.addAndGet(Duration.ofMillis(900).toNanos());
            resolve(resolver);
            assertThat(server.asked(NAME, A) - before).isEqualTo(1);

            nanos.addAndGet(Duration.ofMillis(200).toNanos());
            resolve(resolver);
            assertThat(server.asked(NAME, A) - before).isEqualTo(2);
        }
    }

    @Test
    void the_shortest_ttl_on_the_way_counts() {
        server.says(NAME, A, Reply.of(Answer.alias(NAME, "a.example.net.", 5)))
                .says("a.example.net.", A, Reply.of(Answer.address("a.example.net.", V4, 200)))
                .says(NAME, AAAA, v6(100));
        TargetResolver resolver = resolver();
        resolve(resolver);

        nanos.addAndGet(Duration.ofSeconds(6).toNanos());
        resolve(resolver);

        assertThat(server.asked(NAME, AAAA)).isEqualTo(2);
    }

    @Test
    void a_failure_is_kept_for_thirty_seconds() {
        TargetResolver resolver = resolver();
        resolve(resolver);
        server.says(NAME, A, v4(60)).says(NAME, AAAA, Reply.of());

        nanos.addAndGet(Duration.ofSeconds(29).toNanos());
        assertThat(resolve(resolver)).isInstanceOf(RawResolution.NotFound.class);

        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(resolve(resolver)).isEqualTo(found(V4));
    }

    @Test
    void simultaneous_lookups_of_one_name_ask_once() {
        CountDownLatch later = new CountDownLatch(1);
        server.says(NAME, A, v4(60).after(later)).says(NAME, AAAA, Reply.of().after(later));
        TargetResolver resolver = resolver();

        List<CompletableFuture<RawResolution>> all = IntStream.range(0, 50).mapToObj(i -> ask(resolver, LOOPS.next()))
                .toList();
        Awaitility.await().until(() -> server.asked().size() == 2);
        later.countDown();

        all.forEach(one -> assertThat(one.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(found(V4)));
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void a_server_that_answered_is_asked_first_the_next_time() {
        try (NameServer dead = new NameServer()) {
            dead.says(NAME, A, Reply.silence()).says(NAME, AAAA, Reply.silence()).says("other.example.com.", A,
                    Reply.silence());
            server.says(NAME, A, v4(60)).says(NAME, AAAA, v6(60)).says("other.example.com.", A,
                    Reply.of(Answer.address("other.example.com.", V4, 60)));
            TargetResolver resolver = resolver(Duration.ofMillis(900), dead.address(), server.address());
            resolve(resolver);

            resolve(resolver, "other.example.com");

            assertThat(dead.asked("other.example.com.", A)).isZero();
        }
    }

    @Test
    void the_answer_arrives_on_the_loop_that_asked() {
        server.says(NAME, A, v4(60)).says(NAME, AAAA, Reply.of());
        TargetResolver resolver = resolver();
        resolve(resolver);
        EventLoop loop = LOOPS.next();
        CompletableFuture<Boolean> there = new CompletableFuture<>();

        resolver.resolve(new Host.Name("shop.example.com"), loop, any -> there.complete(loop.inEventLoop()));

        assertThat(there.orTimeout(10, TimeUnit.SECONDS).join()).isTrue();
    }

    private TargetResolver resolver() {
        return resolver(Duration.ofSeconds(5), server.address());
    }

    private TargetResolver resolver(Duration limit, InetSocketAddress... servers) {
        TargetResolver resolver = new TargetResolver(List.of(servers), limit, Transport.best(), nanos::get);
        opened.add(resolver);
        return resolver;
    }

    private static RawResolution resolve(TargetResolver resolver) {
        return resolve(resolver, "shop.example.com");
    }

    private static RawResolution resolve(TargetResolver resolver, String name) {
        return ask(resolver, LOOPS.next(), name).orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static CompletableFuture<RawResolution> ask(TargetResolver resolver, EventLoop loop) {
        return ask(resolver, loop, "shop.example.com");
    }

    private static CompletableFuture<RawResolution> ask(TargetResolver resolver, EventLoop loop, String name) {
        CompletableFuture<RawResolution> answer = new CompletableFuture<>();
        resolver.resolve(new Host.Name(name), loop, answer::complete);
        return answer;
    }

    private static Reply v4(long ttl) {
        return Reply.of(Answer.address(NAME, V4, ttl));
    }

    private static Reply v6(long ttl) {
        return Reply.of(Answer.address(NAME, V6, ttl));
    }

    private static RawResolution found(String... addresses) {
        return new RawResolution.Found(List.of(addresses).stream().map(TargetResolverTest::address).toList());
    }

    private static IpAddress address(String text) {
        return IpAddress.parseUnfolded(text).orElseThrow();
    }
}
