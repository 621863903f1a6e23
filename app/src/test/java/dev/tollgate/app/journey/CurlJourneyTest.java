package dev.tollgate.app.journey;

import dev.tollgate.app.journey.Program.Outcome;
import dev.tollgate.app.journey.target.JourneyTarget;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// curl in each of its proxy modes: the short form; [CurlJourney] has the long one.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CurlJourneyTest {
    private static final String HELLO = "hello from the target\n";

    private final Stage stage = Stage.open();
    private Program curl = new Program(List.of());

    @BeforeAll
    void find() {
        curl = Curl.find();
    }

    @AfterEach
    void settle() {
        stage.settle();
    }

    @AfterAll
    void close() {
        stage.close();
    }

    @BeforeEach
    void nothingIsOpen() {
        assertThat(stage.node().node().permits()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void every_door_leads_to_a_plain_and_to_a_tls_target(Door door) {
        for (JourneyTarget target : stage.targets()) {
            assertThat(curl.run("-x", stage.proxy(door), target.url("/hello")).printed()).isEqualTo(HELLO);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP", "TLS"})
    void a_plain_target_can_be_reached_through_a_tunnel(Door door) {
        assertThat(curl.run("-p", "-x", stage.proxy(door), stage.plain().url("/hello")).printed()).isEqualTo(HELLO);
    }

    @Test
    void a_proxy_whose_certificate_is_not_trusted_can_be_used_at_the_users_own_risk() {
        Program bare = Program.find("curl").with("-sS", "-q");

        assertThat(bare.run("-x", stage.proxy(Door.TLS), stage.plain().url("/hello")).exit()).isEqualTo(60);
        assertThat(bare.run("--proxy-insecure", "-x", stage.proxy(Door.TLS), stage.plain().url("/hello")).printed())
                .isEqualTo(HELLO);
    }

    @ParameterizedTest
    @EnumSource
    void the_gateway_resolves_a_name_that_is_allowed(Door door) {
        assertThat(curl.run("-4", "-x", stage.proxy(door), stage.plain().urlByName("/hello")).printed())
                .isEqualTo(HELLO);
    }

    @Test
    void the_target_sees_the_request_without_a_trace_of_the_proxy() {
        String seen = curl.run("-x", stage.proxy(Door.HTTP), "-H", "User-Agent: journey", "-H", "X-Helodata-Tag: t1",
                "--data-binary", "some words", stage.plain().url("/echo?a=1&b=%20")).printed();

        assertThat(seen).startsWith("POST /echo?a=1&b=%20 HTTP/1.1\n").endsWith("\n\nsome words")
                .contains("\nHost: " + stage.plain().authority() + "\n").contains("\nUser-Agent: journey\n")
                .contains("\nContent-Length: 10\n")
                .doesNotContainIgnoringCase("proxy").doesNotContainIgnoringCase("helodata")
                .doesNotContainIgnoringCase("via:").doesNotContainIgnoringCase("forwarded");
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP", "TLS"})
    void a_refusal_of_a_plain_request_is_shown_whole(Door door) {
        Outcome outcome = curl.run("-i", "-x", stage.proxyRefused(door), stage.plain().url("/hello")).expect(0);

        assertThat(outcome.out()).startsWith("HTTP/1.1 407 Proxy Authentication Required\r\n")
                .contains("\r\nX-Helodata-Error-Code: auth-failed\r\n").contains("\r\nProxy-Authenticate: Basic ");
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP", "TLS"})
    void a_refusal_of_a_tunnel_is_told_by_its_status(Door door) {
        Outcome outcome = curl.run("-p", "-x", stage.proxyRefused(door), stage.plain().url("/hello")).expect(56);

        assertThat(outcome.err()).contains("407");
    }

    @ParameterizedTest
    @EnumSource(names = {"SOCKS5", "SOCKS5H"})
    void a_refusal_by_socks_is_told_by_its_login_status(Door door) {
        Outcome outcome = curl.run("-v", "-x", stage.proxyRefused(door), stage.plain().url("/hello")).expect(97);

        assertThat(outcome.err()).contains("User was rejected by the SOCKS5 server (1 1)");
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP", "TLS"})
    void a_client_that_asks_first_which_credentials_are_wanted_gets_in(Door door) {
        for (JourneyTarget target : stage.targets()) {
            Outcome outcome = curl.run("-v", "--proxy-anyauth", "-x", stage.proxy(door), target.url("/hello"))
                    .expect(0);

            assertThat(outcome.out()).isEqualTo(HELLO);
            assertThat(outcome.err()).contains("407 Proxy Authentication Required");
        }
    }

    @Test
    void several_requests_share_one_connection_to_the_gateway() {
        Outcome outcome = curl.run("-v", "-x", stage.proxy(Door.HTTP), stage.plain().url("/hello"),
                stage.plain().url("/chunked"), stage.plain().url("/status/404"), stage.plain().url("/hello")).expect(0);

        assertThat(outcome.err().lines().filter(line -> line.contains("Connected to "))).hasSize(1);
    }

    @Test
    void http_1_0_is_served() {
        Outcome outcome = curl.run("-i", "--http1.0", "-x", stage.proxy(Door.HTTP), stage.plain().url("/chunks/3/5000"))
                .expect(0);

        assertThat(outcome.out()).startsWith("HTTP/1.1 200 OK\r\n").doesNotContainIgnoringCase("transfer-encoding");
    }

    @Test
    void http_1_0_opens_a_tunnel() {
        assertThat(curl.run("--proxy1.0", Door.HTTP.url("", stage.port()).substring("http://".length()), "--proxy-user",
                stage.username() + ":" + stage.password(), stage.tls().url("/hello")).printed()).isEqualTo(HELLO);
    }

    @Test
    void a_body_that_waits_for_a_100_is_sent_when_it_comes() {
        Outcome outcome = curl.run("-v", "-x", stage.proxy(Door.HTTP), "-H", "Expect: 100-continue",
                "--expect100-timeout",
                "30", "--data-binary", "words", stage.plain().url("/digest")).expect(0);

        assertThat(outcome.err()).contains("HTTP/1.1 100 Continue");
        assertThat(outcome.out()).startsWith("5 ");
    }

    @Test
    void a_chunked_answer_arrives_whole_and_a_slow_one_as_well() {
        assertThat(curl.run("-x", stage.proxy(Door.HTTP), "-o", "/dev/null", "-w", "%{size_download}",
                stage.plain().url("/chunks/5/300000")).printed()).isEqualTo("300000");
        assertThat(curl.run("-x", stage.proxy(Door.HTTP), stage.plain().url("/slow")).printed()).hasSize(100);
        assertThat(curl.run("-x", stage.proxy(Door.HTTP), "-o", "/dev/null", "-w", "%{size_download}",
                stage.plain().url("/trailers")).printed()).isEqualTo("1000");
    }

    @Test
    void a_head_request_has_no_body() {
        assertThat(curl.run("-I", "-x", stage.proxy(Door.HTTP), stage.plain().url("/hello")).printed())
                .startsWith("HTTP/1.1 200 OK\r\n").contains("Content-Length: 22\r\n");
    }

    @Test
    void the_gateway_opens_tls_for_a_client_that_leaves_it_to_it() {
        // curl would open a tunnel for an https:// URL, but sends whatever request target it is told to.
        assertThat(curl.run("-x", stage.proxy(Door.HTTP), "--request-target", stage.tls().url("/hello"),
                stage.plain().url("/")).printed()).isEqualTo(HELLO);
    }
}
