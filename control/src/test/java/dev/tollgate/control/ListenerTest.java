package dev.tollgate.control;

import dev.tollgate.control.http.ListenException;
import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.error.StoreFailure;
import dev.tollgate.domain.subuser.LastUse;
import dev.tollgate.domain.subuser.SubUserRepository;
import dev.tollgate.domain.token.Scope;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The listener: where callers are, what breaks, what is no HTTP.
class ListenerTest {

    private static final TestApi.Choices USUAL = TestApi.Choices.USUAL;

    private static TestApi behind(String... proxies) {
        List<Cidr> trusted = List.of(proxies).stream().map(text -> Cidr.parse(text).orElseThrow()).toList();
        return new TestApi(new TestApi.Choices(CidrSet.of(trusted), USUAL.tls(), USUAL.subUsers(), USUAL.lastUse()));
    }

    private static TestApi failing(RuntimeException failure) {
        UnaryOperator<SubUserRepository> broken = working -> (SubUserRepository) Proxy.newProxyInstance(
                SubUserRepository.class.getClassLoader(), new Class<?>[]{SubUserRepository.class},
                (proxy, method, arguments) -> {
                    throw failure;
                });
        return new TestApi(new TestApi.Choices(USUAL.trustedProxies(), USUAL.tls(), broken, USUAL.lastUse()));
    }

    @Test
    void a_token_that_differs_in_case_alone_is_another_token_on_the_same_connection_too() {
        try (TestApi api = new TestApi()) {
            String prefix = TestApi.BRAND.tokenPrefixLive();
            String capitals = prefix + api.token.substring(prefix.length()).toUpperCase(Locale.ROOT);

            assertThat(api.caller().get("/users/me").status()).isEqualTo(200);
            assertThat(api.as(capitals).get("/users/me").code()).isEqualTo("invalid_token");
        }
    }

    @Test
    void nobody_is_believed_about_where_a_caller_is_unless_it_is_trusted() {
        try (TestApi api = new TestApi()) {
            assertThat(api.caller().get("/tokens/verify", "X-Forwarded-For", "203.0.113.7").at("/source_ip"))
                    .isEqualTo("127.0.0.1");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            203.0.113.7                       | 203.0.113.7
            198.51.100.1, 203.0.113.7         | 203.0.113.7
            203.0.113.7, 10.0.0.5             | 203.0.113.7
            203.0.113.7,10.0.0.5 , 10.0.0.6   | 203.0.113.7
            10.0.0.4, 10.0.0.5                | 10.0.0.4
            203.0.113.7, unknown, 10.0.0.5    | 10.0.0.5
            unknown                           | 127.0.0.1
            ::ffff:203.0.113.7                | 203.0.113.7
            2001:db8::7                       | 2001:db8::7
            ''                                | 127.0.0.1
            """)
    void behind_trusted_proxies_the_caller_is_the_first_untrusted_address_from_the_right(String header,
            String source) {
        try (TestApi api = behind("127.0.0.1", "10.0.0.0/8")) {
            assertThat(api.caller().get("/tokens/verify", "X-Forwarded-For", header, "Forwarded", "for=9.9.9.9")
                    .at("/source_ip")).isEqualTo(source);
        }
    }

    @Test
    void at_most_16_entries_are_read() {
        try (TestApi api = behind("127.0.0.1", "10.0.0.0/8")) {
            String sixteen = "10.0.0.9" + ", 10.0.0.8".repeat(15);

            assertThat(api.caller().get("/tokens/verify", "X-Forwarded-For", "203.0.113.7, " + sixteen)
                    .at("/source_ip")).isEqualTo("10.0.0.9");
        }
    }

    @Test
    void a_token_is_bound_to_the_callers_address_not_to_the_proxys() {
        try (TestApi api = behind("127.0.0.1")) {
            Caller bound = api.as(api.issue(api.account, TokenChanges.sourceIps("203.0.113.0/28"), Scope.ALL));

            assertThat(bound.get("/users/me", "X-Forwarded-For", "203.0.113.7").status()).isEqualTo(200);
            assertThat(bound.get("/users/me", "X-Forwarded-For", "203.0.113.77").code())
                    .isEqualTo("source_ip_not_allowed");
            assertThat(bound.get("/users/me").code()).isEqualTo("source_ip_not_allowed");
        }
    }

    @Test
    void what_breaks_is_answered_without_a_word_about_it() {
        try (TestApi api = failing(new IllegalStateException("secret detail"))) {
            Reply reply = api.caller().get("/subusers");

            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.code()).isEqualTo("internal_error");
            assertThat(reply.body()).doesNotContain("secret", "Exception", "at dev");
            assertThat(reply.header("X-Request-Id")).isEqualTo(reply.at("/request_id"));
        }
    }

    @Test
    void a_store_that_is_away_is_worth_another_try() {
        try (TestApi api = failing(new StoreFailure("gone", new IllegalStateException()))) {
            Reply reply = api.caller().get("/subusers");

            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.code()).isEqualTo("unavailable");
            assertThat(reply.header("Retry-After")).isEqualTo("5");
        }
    }

    @Test
    void the_last_use_is_shown_where_it_is_known() {
        LastUse known = id -> Optional.of(TestApi.START);
        try (TestApi api = new TestApi(new TestApi.Choices(USUAL.trustedProxies(), USUAL.tls(), USUAL.subUsers(),
                known))) {
            assertThat(api.caller().post("/subusers", "{\"label\":\"x\",\"products\":[\"isp\"]}").at("/last_used_at"))
                    .isEqualTo("2026-06-02T08:00:00Z");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense\r\n\r\n", "GET /v1/status\r\n\r\n", "GET /v1/status HTTP/1.1\r\n\r\n",
        "GET /v1/status HTTP/3.0\r\nHost: x\r\n\r\n", "GET /v1/subusers/%00 HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/subusers/%zz HTTP/1.1\r\nHost: x\r\n\r\n", "GET /v1/subusers/% HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /v1/subusers HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
        "GET /v1/status HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n"})
    void what_is_no_http_gets_a_bare_error_and_no_page(String request) {
        try (TestApi api = new TestApi()) {
            Reply reply = RawHttp.send(api.port(), request);

            assertThat(reply.status()).isBetween(400, 599);
            assertThat(reply.body()).doesNotContain("<", "jetty", "Exception");
            assertThat(reply.header("X-Request-Id")).isEqualTo(reply.at("/request_id")).startsWith("req_");
            assertThat(reply.header("Content-Type")).isEqualTo("application/json");
            assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        }
    }

    @Test
    void heads_that_are_too_long_get_a_bare_error() {
        try (TestApi api = new TestApi()) {
            Reply reply = RawHttp.send(api.port(),
                    "GET /v1/status HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(20_000) + "\r\n\r\n");

            assertThat(reply.status()).isEqualTo(431);
            assertThat(reply.code()).isEqualTo("request_header_fields_too_large");
        }
    }

    @Test
    void an_upgrade_to_something_else_is_ignored() {
        try (TestApi api = new TestApi()) {
            Reply reply = RawHttp.send(api.port(),
                    String.join("\r\n", "GET /v1/nothing HTTP/1.1", "Host: x", "Connection: Upgrade",
                            "Upgrade: websocket", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                            "Sec-WebSocket-Version: 13", "", ""));

            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.code()).isEqualTo("not_found");
        }
    }

    @Test
    void a_taken_port_is_said_in_one_line() {
        try (TestApi api = new TestApi()) {
            ApiConfig config = new ApiConfig("127.0.0.1", api.port(), CidrSet.EMPTY, Optional.empty(), TestApi.BRAND,
                    "1");

            assertThatThrownBy(() -> api.startAnother(config)).isInstanceOf(ListenException.class)
                    .hasMessageContaining("127.0.0.1 port " + api.port()).hasMessageNotContaining("\n");
        }
    }

    @Test
    void every_request_has_an_id_of_its_own() {
        try (TestApi api = new TestApi()) {
            Account account = api.account;

            assertThat(api.caller().get("/users/me").header("X-Request-Id"))
                    .isNotEqualTo(api.caller().get("/users/me").header("X-Request-Id"));
            assertThat(api.caller().get("/users/me").at("/id")).isEqualTo(account.id().value());
        }
    }
}
