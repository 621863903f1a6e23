package dev.tollgate.control;

import dev.tollgate.control.route.Access;
import dev.tollgate.control.route.ApiRoutes;
import dev.tollgate.control.route.Method;
import dev.tollgate.control.route.Route;
import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.error.StoreFailure;
import dev.tollgate.domain.idempotency.AnswerRepository;
import dev.tollgate.domain.subuser.SubUserRepository;
import dev.tollgate.domain.token.ApiToken;
import dev.tollgate.domain.token.Scope;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// A POST with an `Idempotency-Key` happens once (A§1.4).
class IdempotencyTest {

    private static final String KEY = "Idempotency-Key";
    private static final String CRAWLER = "{\"label\":\"crawler\",\"products\":[\"residential\"]}";

    /// What the store of sub-users does before it does what it is asked to.
    private final AtomicReference<Runnable> before = new AtomicReference<>(() -> {});
    private TestApi api;
    private Account account;
    private Caller caller;

    @BeforeEach
    void start() {
        TestApi.Choices usual = TestApi.Choices.USUAL;
        api = new TestApi(new TestApi.Choices(usual.trustedProxies(), usual.tls(), this::hooked, usual.lastUse()));
        account = api.openAccount("idem@acme.example", "enterprise", false);
        caller = api.as(api.issue(account, Scope.ALL));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private SubUserRepository hooked(SubUserRepository working) {
        return (SubUserRepository) Proxy.newProxyInstance(SubUserRepository.class.getClassLoader(),
                new Class<?>[]{SubUserRepository.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("insert")) {
                        before.get().run();
                    }
                    try {
                        return method.invoke(working, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private int subUsers() {
        return caller.get("/subusers").json().at("/data").size();
    }

    @Test
    void a_repetition_gets_the_first_answer_without_its_secret_and_changes_nothing() {
        Reply first = caller.post("/subusers", CRAWLER, KEY, "k1");

        Reply second = caller.post("/subusers", CRAWLER, KEY, "k1");

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(first.at("/password")).hasSizeGreaterThanOrEqualTo(24);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.json().at("/password").isNull()).isTrue();
        assertThat(second.body()).isEqualTo(first.body().replace("\"" + first.at("/password") + "\"", "null"));
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(second.header("X-Request-Id")).startsWith("req_").isNotEqualTo(first.header("X-Request-Id"));
        assertThat(second.header("Cache-Control")).isEqualTo("no-store");
        assertThat(subUsers()).isEqualTo(1);
    }

    @Test
    void a_rotation_is_repeated_with_its_secret_null_too() {
        String path = "/subusers/" + caller.post("/subusers", CRAWLER).at("/id") + "/rotate-password";
        Reply first = caller.post(path, "", KEY, "r");

        Reply second = caller.post(path, "", KEY, "r");

        assertThat(first.at("/password")).isNotEmpty();
        assertThat(second.json().at("/password").isNull()).isTrue();
        assertThat(second.at("/old_valid_until")).isEqualTo(first.at("/old_valid_until"));
        assertThat(caller.post(path, "{}", KEY, "r").code()).isEqualTo("idempotency_conflict");
    }

    @Test
    void an_error_is_repeated_as_it_was() {
        caller.post("/subusers", CRAWLER);
        Reply first = caller.post("/subusers", CRAWLER, KEY, "taken");
        caller.delete("/subusers/" + caller.get("/subusers").at("/data/0/id"));

        Reply second = caller.post("/subusers", CRAWLER, KEY, "taken");

        assertThat(first.code()).isEqualTo("label_taken");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.body()).isEqualTo(first.body());
        for (String wrong : new String[]{"{", "{\"label\":1}", "[]"}) {
            Reply refused = caller.post("/subusers", wrong, KEY, wrong.replace(" ", ""));
            assertThat(caller.post("/subusers", wrong, KEY, wrong.replace(" ", "")).body()).isEqualTo(refused.body());
        }
    }

    @Test
    void another_body_or_query_under_the_same_key_is_a_conflict() {
        caller.post("/subusers", CRAWLER, KEY, "k");

        for (Reply other : List.of(caller.post("/subusers", CRAWLER + " ", KEY, "k"),
                caller.post("/subusers", "", KEY, "k"), caller.post("/subusers?x=1", CRAWLER, KEY, "k"),
                caller.post("/subusers", CRAWLER, KEY, "k", "Content-Encoding", "gzip"),
                caller.post("/subusers", "x".repeat(70_000), KEY, "k"))) {
            assertThat(other.status()).isEqualTo(409);
            assertThat(other.code()).isEqualTo("idempotency_conflict");
            assertThat(other.header("Idempotent-Replayed")).isEmpty();
        }
        assertThat(caller.post("/subusers", CRAWLER, KEY, "k").status()).isEqualTo(201);
    }

    @Test
    void a_body_that_cannot_be_read_does_not_use_its_key_up() {
        assertThat(caller.post("/subusers", "x".repeat(70_000), KEY, "k").code()).isEqualTo("payload_too_large");
        assertThat(caller.post("/subusers", CRAWLER, KEY, "k", "Content-Encoding", "gzip").code())
                .isEqualTo("unsupported_encoding");

        assertThat(caller.post("/subusers", CRAWLER, KEY, "k").status()).isEqualTo(201);
    }

    @Test
    void a_key_belongs_to_one_token_and_one_path() {
        String path = caller.post("/subusers", CRAWLER, KEY, "k").at("/id");
        Caller colleague = api.as(api.issue(account, Scope.ALL));

        assertThat(colleague.post("/subusers", CRAWLER, KEY, "k").code()).isEqualTo("label_taken");
        assertThat(caller.post("/subusers/" + path + "/rotate-password", "", KEY, "k").status()).isEqualTo(200);
        assertThat(caller.post("/subusers", CRAWLER, KEY, "k2").code()).isEqualTo("label_taken");
    }

    @Test
    void a_token_is_the_same_caller_with_each_of_its_secrets() {
        ApiToken token = api.token(account, Scope.ALL);

        assertThat(api.as(api.secretOf(token)).post("/subusers", CRAWLER, KEY, "k").status()).isEqualTo(201);
        assertThat(api.as(api.secretOf(token)).post("/subusers", CRAWLER, KEY, "k").header("Idempotent-Replayed"))
                .isEqualTo("true");
    }

    @Test
    void while_the_first_runs_a_repetition_is_told_to_wait() throws Exception {
        CountDownLatch within = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        before.set(() -> {
            within.countDown();
            await(leave);
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Reply> first = threads.submit(() -> caller.post("/subusers", CRAWLER, KEY, "k"));
            await(within);

            Reply second = caller.post("/subusers", CRAWLER, KEY, "k");

            assertThat(second.status()).isEqualTo(409);
            assertThat(second.code()).isEqualTo("idempotency_in_progress");
            assertThat(second.header("Retry-After")).isEqualTo("1");
            assertThat(caller.post("/subusers", "{}", KEY, "k").code()).isEqualTo("idempotency_conflict");
            leave.countDown();
            assertThat(first.get().status()).isEqualTo(201);
        }
        assertThat(caller.post("/subusers", CRAWLER, KEY, "k").header("Idempotent-Replayed")).isEqualTo("true");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_first_that_never_ended_stands_in_the_way_for_its_lease_only() throws Exception {
        CountDownLatch within = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        AtomicReference<Runnable> once = new AtomicReference<>(() -> {
            within.countDown();
            await(leave);
        });
        before.set(() -> once.getAndSet(() -> {}).run());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Reply> stuck = threads.submit(() -> caller.post("/subusers", CRAWLER, KEY, "k"));
            await(within);

            api.clock.move(AnswerRepository.LEASE);

            assertThat(caller.post("/subusers", CRAWLER, KEY, "k").status()).isEqualTo(201);
            leave.countDown();
            assertThat(stuck.get().code()).isEqualTo("idempotency_in_progress");
        }
    }

    @Test
    void a_failure_of_ours_is_not_kept() {
        before.set(() -> {
            throw new StoreFailure("away", new IllegalStateException());
        });
        Reply away = caller.post("/subusers", CRAWLER, KEY, "k");
        before.set(() -> {
            throw new IllegalArgumentException("a bug");
        });
        Reply broken = caller.post("/subusers", CRAWLER, KEY, "k");
        before.set(() -> {});

        Reply well = caller.post("/subusers", CRAWLER, KEY, "k");

        assertThat(away.status()).isEqualTo(503);
        assertThat(broken.status()).isEqualTo(500);
        assertThat(well.status()).isEqualTo(201);
        assertThat(well.header("Idempotent-Replayed")).isEmpty();
    }

    @Test
    void a_key_is_kept_for_24_hours() {
        caller.post("/subusers", CRAWLER, KEY, "k");
        api.clock.move(Duration.ofHours(24).minusMillis(1));
        assertThat(caller.post("/subusers", CRAWLER, KEY, "k").header("Idempotent-Replayed")).isEqualTo("true");

        api.clock.move(Duration.ofMillis(1));

        assertThat(caller.post("/subusers", CRAWLER, KEY, "k").code()).isEqualTo("label_taken");
    }

    @Test
    void a_change_is_put_in_force_once_and_a_repetition_puts_nothing_in_force() {
        caller.post("/subusers", CRAWLER, KEY, "k");
        caller.post("/subusers", CRAWLER, KEY, "k");

        assertThat(api.publisher.published()).isEqualTo(1);
    }

    @Test
    void a_key_has_1_to_128_printable_characters() {
        String longest = "!~" + "k".repeat(126);

        assertThat(caller.post("/subusers", CRAWLER, KEY, longest).status()).isEqualTo(201);
        assertThat(caller.post("/subusers", "{}", KEY, longest + "k").faults())
                .isEqualTo("header.Idempotency-Key too_long, label required, products required");
        assertThat(caller.post("/subusers", CRAWLER, KEY, "a b").faults())
                .isEqualTo("header.Idempotency-Key bad_format");
        assertThat(raw("Idempotency-Key: \r\n").faults()).isEqualTo("header.Idempotency-Key empty");
        assertThat(raw("Idempotency-Key: a\r\nIdempotency-Key: a\r\n").faults())
                .isEqualTo("header.Idempotency-Key duplicate");
        assertThat(raw("Idempotency-Key: \u00e9\r\n").faults()).isEqualTo("header.Idempotency-Key bad_format");
        assertThat(subUsers()).isEqualTo(1);
    }

    private Reply raw(String headers) {
        return RawHttp.send(api.port(),
                "POST /v1/subusers HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                        + api.issue(account, Scope.ALL) + "\r\n" + headers + "Content-Length: " + CRAWLER.length()
                        + "\r\n\r\n" + CRAWLER);
    }

    @Test
    void every_post_refuses_a_malformed_key() {
        for (Route route : ApiRoutes.ALL) {
            if (route.method() == Method.POST && !(route.access() instanceof Access.Open)) {
                Reply reply = caller.post(route.at("none"), "{}", KEY, "two words");

                assertThat(reply.status()).as(route.toString()).isBetween(400, 499);
            }
        }
    }

    @Test
    void other_methods_have_no_use_for_a_key() {
        Reply made = caller.post("/subusers", CRAWLER);
        String path = "/subusers/" + made.at("/id");

        assertThat(caller.patch(path, "{\"label\":\"a\"}", KEY, "k").status()).isEqualTo(200);
        assertThat(caller.patch(path, "{\"label\":\"b\"}", KEY, "k").at("/label")).isEqualTo("b");
        assertThat(caller.get(path, KEY, "not a key").status()).isEqualTo(200);
        assertThat(caller.delete(path, KEY, "k").status()).isEqualTo(204);
    }
}
