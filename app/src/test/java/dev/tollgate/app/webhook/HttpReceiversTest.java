package dev.tollgate.app.webhook;

import dev.tollgate.app.journey.Certificates;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.brand.Brand;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.target.AllowRule;
import dev.tollgate.domain.target.Guard;
import dev.tollgate.domain.target.Host;
import dev.tollgate.domain.target.OwnListeners;
import dev.tollgate.domain.target.TargetPolicy;
import dev.tollgate.domain.target.TargetRules;
import dev.tollgate.domain.time.MovingClock;
import dev.tollgate.domain.webhook.AttemptOutcome;
import dev.tollgate.domain.webhook.Post;
import dev.tollgate.domain.webhook.ReceiverRules;
import dev.tollgate.domain.webhook.Signature;
import dev.tollgate.domain.webhook.SigningSecrets;
import dev.tollgate.domain.webhook.WebhookUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What is sent to a receiver, where, and what its answers come to. Every address is of this machine, and names are answered by
/// the test itself, so that not even a faulty sender would reach anything.
class HttpReceiversTest {
    private static final Brand BRAND = new Brand("helo_", "X-Helodata-", "hel_live_", "hel_test_", "helodata",
            "helodata",
            "helodata", "Tollgate", Optional.empty(), 7777, Optional.empty());
    private static final Instant NOW = Instant.parse("2026-06-02T10:00:00Z");
    private static final SigningSecrets SECRETS = new SigningSecrets(List.of(new Secret("whsec_a")));
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final String BODY = "{\"id\":\"evt_1\",\"é\":1}";

    private final ScriptedReceiver receiver;
    private final AtomicInteger asked = new AtomicInteger();

    HttpReceiversTest() throws IOException {
        receiver = ScriptedReceiver.plain();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private static ReceiverRules rules(String... allowed) {
        List<AllowRule> allow = Stream.of(allowed).map(text -> switch (AllowRule.parse(text)) {
            case AllowRule.Reading.Valid(AllowRule rule) -> rule;
            case AllowRule.Reading.Invalid(String why) -> throw new IllegalArgumentException(why);
        }).toList();
        return new ReceiverRules(
                new TargetPolicy(new TargetRules(Guard.ENFORCE, Set.of(), Set.of(), allow), OwnListeners.NONE));
    }

    /// @param answers the addresses that each look-up finds, one after the other
    private HttpReceivers sender(ReceiverRules rules, Duration limit, String... answers) {
        Queue<String> left = new ArrayDeque<>(Arrays.asList(answers));
        Names names = (Host.Name _, Duration _) -> {
            asked.incrementAndGet();
            return Optional.ofNullable(left.poll()).map(addresses -> Stream.of(addresses.split(" ", -1))
                    .map(text -> IpAddress.parseUnfolded(text).orElseThrow()).toList());
        };
        return new HttpReceivers(() -> rules, names, HttpReceiversTest::trust, () -> BRAND, new MovingClock(NOW),
                limit);
    }

    private static SSLContext trust() {
        return Certificates.shared().trusting();
    }

    private AttemptOutcome post(HttpReceivers sender, String url) {
        try (sender) {
            return sender.post(new Post(url, "subuser.disabled", BODY, SECRETS));
        }
    }

    private AttemptOutcome postHere(Duration limit) {
        return post(sender(rules("127.0.0.1"), limit), "http://127.0.0.1:" + receiver.port() + "/tg?x=%20y");
    }

    private AttemptOutcome postHere() {
        return postHere(HttpReceivers.LIMIT);
    }

    @Test
    void a_receiver_is_sent_the_signed_event() {
        AttemptOutcome outcome = postHere();

        assertThat(outcome.ok()).isTrue();
        assertThat(outcome.status()).isEqualTo(OptionalInt.of(204));
        ScriptedReceiver.Received request = receiver.received().getFirst();
        assertThat(request.requestLine()).isEqualTo("POST /tg?x=%20y HTTP/1.1");
        assertThat(request.header("Host")).isEqualTo("127.0.0.1:" + receiver.port());
        assertThat(request.header("Content-Type")).isEqualTo("application/json");
        assertThat(request.header("User-Agent")).isEqualTo("helodata");
        assertThat(request.header("X-Helodata-Event")).isEqualTo("subuser.disabled");
        assertThat(request.header("X-Helodata-Signature")).isEqualTo(Signature.of(BODY, NOW, SECRETS));
        assertThat(request.body()).isEqualTo(BODY);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 299})
    void every_2xx_is_success(int status) {
        receiver.script(ScriptedReceiver.answering("HTTP/1.1 " + status + " Fine\r\nContent-Length: 2\r\n\r\nok"));

        assertThat(postHere().error()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 304, 400, 401, 404, 410, 429, 500, 503, 999})
    void everything_else_is_not(int status) {
        receiver.script(ScriptedReceiver.answering("HTTP/1.0 " + status + "\r\n\r\n"));

        assertThat(postHere().error()).contains("The receiver answered " + status + ".");
    }

    @Test
    void a_redirect_is_not_followed() throws IOException {
        try (ScriptedReceiver elsewhere = ScriptedReceiver.plain()) {
            receiver.script(ScriptedReceiver.answering("HTTP/1.1 307 There\r\nLocation: http://127.0.0.1:"
                    + elsewhere.port() + "/\r\n\r\n"));

            assertThat(postHere().status()).isEqualTo(OptionalInt.of(307));
            assertThat(elsewhere.accepted()).isZero();
        }
    }

    @Test
    void interim_answers_are_passed_over() {
        receiver.script(ScriptedReceiver.answering(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"));

        assertThat(postHere().status()).isEqualTo(OptionalInt.of(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH\r\n", "HTTP/2 200\r\n\r\n", "HTTP/1.1 20\r\n\r\n", "HTTP/1.1 2000\r\n\r\n",
        "\r\n",
        "HTTP/1.1  200 OK\r\n\r\n", "ICY 200 OK\r\n\r\n"})
    void what_is_no_http_is_no_success(String answer) {
        receiver.script(ScriptedReceiver.answering(answer));

        assertThat(postHere().error()).contains("The answer is not HTTP.");
    }

    @Test
    void a_head_without_end_is_not_read_to_its_end() {
        receiver.script((_, out) -> {
            byte[] flood = "X-Flood: yes, please\r\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
            out.write("HTTP/1.1 100 Continue\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write(flood);
            }
        });

        assertThat(postHere().error()).contains("The answer is not HTTP.");
    }

    @Test
    void a_body_without_end_is_not_read_to_its_end() {
        receiver.script((_, out) -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] flood = new byte[64 * 1024];
            while (true) {
                out.write(flood);
            }
        });

        AttemptOutcome outcome = postHere();

        assertThat(outcome.ok()).isTrue();
        assertThat(outcome.took()).isLessThan(HttpReceivers.LIMIT);
    }

    @Test
    void who_hangs_up_without_an_answer_has_failed() {
        receiver.script((caller, _) -> caller.close());

        assertThat(postHere().error()).contains("The receiver broke off.");
    }

    @Test
    void who_does_not_answer_in_time_has_failed() {
        receiver.script((caller, _) -> caller.getInputStream().read());

        assertThat(postHere(SHORT).error()).contains("No answer within 1 s.");
    }

    @Test
    void the_time_is_not_prolonged_by_a_byte_now_and_then() {
        receiver.script((caller, out) -> {
            caller.setSoTimeout(50);
            for (char c : "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(100).toCharArray()) {
                out.write(c);
                out.flush();
                pause(caller);
            }
        });

        AttemptOutcome outcome = postHere(SHORT);

        assertThat(outcome.error()).contains("No answer within 1 s.");
        assertThat(outcome.took()).isLessThan(SHORT.multipliedBy(5));
    }

    /// As long as a read may take that nothing comes of.
    private static void pause(Socket caller) throws IOException {
        try {
            assertThat(caller.getInputStream().read()).isEqualTo(-1);
        } catch (SocketTimeoutException _) {
            // Go on.
        }
    }

    @Test
    void a_name_is_resolved_once_and_the_judged_address_is_dialled() {
        // The second answer would lead to the cloud's metadata, as a name that is rebound does.
        HttpReceivers sender = sender(rules("hooks.example.net"), HttpReceivers.LIMIT, "127.0.0.1",
                "169.254.169.254");

        AttemptOutcome outcome = post(sender, "http://hooks.example.net:" + receiver.port() + "/");

        assertThat(outcome.ok()).isTrue();
        assertThat(asked).hasValue(1);
        assertThat(receiver.received().getFirst().header("Host")).isEqualTo("hooks.example.net:" + receiver.port());
    }

    @Test
    void a_name_that_was_public_once_and_is_private_now_is_not_dialled() {
        HttpReceivers sender = sender(rules(), HttpReceivers.LIMIT, "127.0.0.1");

        AttemptOutcome outcome = post(sender, "https://hooks.example.net:" + receiver.port() + "/");

        assertThat(outcome.error()).contains("The address is not public.");
        assertThat(receiver.accepted()).isZero();
    }

    @Test
    void one_private_address_among_public_ones_is_enough_to_dial_none() {
        HttpReceivers sender = sender(rules(), HttpReceivers.LIMIT, "93.184.215.14 127.0.0.1");

        assertThat(post(sender, "https://hooks.example.net:" + receiver.port() + "/").error())
                .contains("The address is not public.");
        assertThat(receiver.accepted()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://127.0.0.1", "https://[::1]", "https://[::ffff:127.0.0.1]", "https://0.0.0.0",
        "https://localhost", "https://me.localhost", "https://intranet", "http://127.0.0.1", "http://localhost"})
    void a_private_literal_or_name_is_not_even_asked_for(String host) {
        HttpReceivers sender = sender(rules(), HttpReceivers.LIMIT, "127.0.0.1");

        assertThat(post(sender, host + ":" + receiver.port() + "/").ok()).isFalse();
        assertThat(asked).hasValue(0);
        assertThat(receiver.accepted()).isZero();
    }

    @Test
    void if_one_address_refuses_the_next_is_tried() throws IOException {
        // Nobody listens on 127.0.0.2 there.
        HttpReceivers sender = sender(rules("127.0.0.0/8"), HttpReceivers.LIMIT, "127.0.0.2 127.0.0.1");

        assertThat(post(sender, "http://hooks.example.net:" + receiver.port() + "/").ok()).isTrue();
        assertThat(post(sender(rules("127.0.0.0/8"), HttpReceivers.LIMIT, "127.0.0.2"),
                "http://hooks.example.net:" + receiver.port() + "/").error())
                .contains("The receiver refused the connection.");
    }

    @Test
    void a_name_without_an_address_has_failed() {
        assertThat(post(sender(rules(), HttpReceivers.LIMIT), "https://hooks.example.net/").error())
                .contains("The name has no address.");
    }

    @Test
    void an_objection_is_made_only_to_what_is_known_to_be_forbidden() {
        try (HttpReceivers sender = sender(rules(), HttpReceivers.LIMIT, "127.0.0.1",
                "93.184.215.14")) {
            WebhookUrl url = WebhookUrl.parse("https://hooks.example.net/").orElseThrow();

            assertThat(sender.objection(url)).contains("The address is not public.");
            assertThat(sender.objection(url)).isEmpty();
            assertThat(sender.objection(url)).isEmpty();
        }
    }

    @Test
    void over_tls_the_certificate_must_be_for_the_name() throws IOException {
        try (ScriptedReceiver tls = ScriptedReceiver.tls(Certificates.shared().serving())) {
            HttpReceivers right = sender(rules("localhost", "127.0.0.1"), HttpReceivers.LIMIT, "127.0.0.1");
            HttpReceivers literal = sender(rules("127.0.0.1"), HttpReceivers.LIMIT);
            HttpReceivers wrong = sender(rules("127.0.0.1"), HttpReceivers.LIMIT, "127.0.0.1");

            assertThat(post(right, "https://localhost:" + tls.port() + "/").error()).isEmpty();
            assertThat(post(literal, "https://127.0.0.1:" + tls.port() + "/").error()).isEmpty();
            assertThat(post(wrong, "https://other.example.net:" + tls.port() + "/").error().orElseThrow())
                    .startsWith("TLS failed: ");
            assertThat(tls.received()).hasSize(2);
        }
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused() throws Exception {
        try (ScriptedReceiver tls = ScriptedReceiver.tls(Certificates.shared().serving());
                HttpReceivers sender = new HttpReceivers(() -> rules("127.0.0.1"), (_, _) -> Optional.empty(),
                        HttpReceiversTest::usualRoots, () -> BRAND, new MovingClock(NOW))) {
            assertThat(sender.post(new Post("https://127.0.0.1:" + tls.port() + "/", "x", BODY, SECRETS)).error()
                    .orElseThrow()).startsWith("TLS failed: ");
            assertThat(tls.received()).isEmpty();
        }
    }

    private static SSLContext usualRoots() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_receiver_that_does_not_speak_tls_in_time_has_failed() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5,
                InetAddress.getLoopbackAddress())) {
            AttemptOutcome outcome = post(sender(rules("127.0.0.1"), SHORT),
                    "https://127.0.0.1:" + silent.getLocalPort() + "/");

            assertThat(outcome.error()).contains("No answer within 1 s.");
            try (Socket never = silent.accept()) {
                assertThat(never.isConnected()).isTrue();
            }
        }
    }
}
