package dev.tollgate.app.admin;

import dev.tollgate.app.Records;
import dev.tollgate.domain.error.GatewayError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AdminServerTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Metrics metrics = new Metrics();
    private volatile List<NotReady> unready = List.of();
    private AdminServer server;

    @BeforeEach
    void start() throws IOException {
        server = AdminServer.start(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), metrics,
                () -> unready);
    }

    @AfterEach
    void stop() {
        server.close();
        metrics.close();
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void a_process_that_answers_is_healthy() throws Exception {
        assertThat(send("GET", "/healthz").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/healthz").headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void readiness_follows_the_node() throws Exception {
        assertThat(send("GET", "/readyz").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/readyz").body()).isEqualTo("ready\n");

        unready = List.of(new NotReady("node", "draining"), new NotReady("snapshot", "none yet"));

        assertThat(send("GET", "/readyz").statusCode()).isEqualTo(503);
        assertThat(send("GET", "/readyz").body()).isEqualTo("not ready\nnode: draining\nsnapshot: none yet\n");
        assertThat(send("HEAD", "/readyz").statusCode()).isEqualTo(503);
    }

    @Test
    void other_paths_are_not_found_whatever_the_method() throws Exception {
        assertThat(send("GET", "/").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/metrics/more").statusCode()).isEqualTo(404);
        assertThat(send("POST", "/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void other_methods_are_not_allowed() throws Exception {
        HttpResponse<String> answer = send("POST", "/healthz");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @Test
    void metrics_count_what_became_of_exchanges() throws Exception {
        metrics.exchanges().accept(Records.served().ended());
        metrics.exchanges().accept(Records.refused(GatewayError.AUTH_FAILED).ended());

        String page = send("GET", "/metrics").body();

        assertThat(page).contains("""
                tollgate_exchanges_total{code="ok",product="residential",protocol="http-connect"} 1.0
                """, """
                tollgate_exchanges_total{code="auth-failed",product="residential",protocol="http-connect"} 1.0
                """, """
                tollgate_bytes_total{direction="in",product="residential"} 10.0
                """, """
                tollgate_bytes_total{direction="out",product="residential"} 20.0
                """, """
                tollgate_auth_failures_total{code="auth-failed"} 1.0
                """);
    }

    @Test
    void the_time_to_an_answer_and_to_the_end_fall_into_buckets_of_their_protocol() {
        metrics.exchanges().accept(Records.served().answeredAfter(Duration.ofMillis(4)).ended());
        metrics.exchanges().accept(Records.served().answeredAfter(Duration.ofMinutes(1)).ended());

        assertThat(metrics.scrape()).contains("""
                tollgate_exchange_answer_seconds_bucket{protocol="http-connect",le="0.002"} 0
                tollgate_exchange_answer_seconds_bucket{protocol="http-connect",le="0.005"} 1
                """, """
                tollgate_exchange_answer_seconds_bucket{protocol="http-connect",le="30.0"} 1
                tollgate_exchange_answer_seconds_bucket{protocol="http-connect",le="+Inf"} 2
                tollgate_exchange_answer_seconds_count{protocol="http-connect"} 2
                tollgate_exchange_answer_seconds_sum{protocol="http-connect"} 60.004
                """, """
                tollgate_exchange_duration_seconds_bucket{protocol="http-connect",le="0.005"} 0
                tollgate_exchange_duration_seconds_bucket{protocol="http-connect",le="0.025"} 2
                """, """
                tollgate_exchange_answer_seconds_count{protocol="socks5"} 0
                """);
    }

    @Test
    void a_family_of_codes_is_one_label_and_no_label_tells_a_name_or_a_host() {
        metrics.exchanges().accept(Records.refused(GatewayError.RESTRICTED_CATEGORY).code(
                "restricted-category-gambling")
                .ended());

        assertThat(metrics.scrape()).contains("code=\"restricted-category\"").doesNotContain("gambling",
                "shop.example", "s4k9d0q2m7x", "sub_01JD3Y7", "203.0.113.44");
    }
}
