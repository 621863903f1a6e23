package dev.tollgate.control.authentication;

import dev.tollgate.domain.secret.Secret;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Where a browser is, and which cookie it gets there.
class SiteTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            true,  true,  localhost:7780,        -,                          https://localhost:7780
            true,  false, API.example:443,       -,                          https://api.example
            false, true,  localhost:7780,        -,                          http://localhost:7780
            false, true,  LocalHost,             -,                          http://localhost
            false, true,  tollgate.localhost:80, -,                          http://tollgate.localhost
            false, true,  127.0.0.1:7780,        http://127.0.0.1:7780,      http://127.0.0.1:7780
            false, true,  127.9.9.9:7780,        -,                          http://127.9.9.9:7780
            false, true,  [::1]:7780,            -,                          http://[::1]:7780
            false, true,  localhost:8443,        https://localhost:8443,     https://localhost:8443
            false, true,  localhost:7780,        https://evil.example,       http://localhost:7780
            false, true,  console.example,       -,                          https://console.example
            false, true,  localhost.evil.example,-,                          https://localhost.evil.example
            false, true,  127.0.0.1.evil.example,-,                          https://127.0.0.1.evil.example
            false, false, localhost:7780,        -,                          https://localhost:7780
            false, false, 10.0.0.7:7780,         http://10.0.0.7:7780,       https://10.0.0.7:7780
            """)
    void only_plain_http_on_this_machine_is_without_tls(boolean tls, boolean loopback, String host, String origin,
            String url) {
        Site site = Site.of(tls, loopback, host, Optional.ofNullable(origin));

        assertThat(site.url()).isEqualTo(url);
        assertThat(SessionCookie.at(site)).isEqualTo(
                url.startsWith("https:") ? SessionCookie.OVER_TLS : SessionCookie.ON_LOOPBACK);
    }

    @ParameterizedTest
    @CsvSource({"https://console.example", "https://console.example:443", "https://CONSOLE.example"})
    void the_same_origin_may_name_its_usual_port(String origin) {
        assertThat(new Site(true, "console.example").isOrigin(origin)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"http://console.example", "https://console.example:80", "https://console.example:8443",
        "https://example",
        "https://console.example.evil", "https://console.example/", "https://console.example?",
        "https://console.example#",
        "https://evil@console.example", "null", "''", "//console.example", "console.example", "https:console.example",
        "https://console.example https://evil.example", "https://[", "file://"})
    void everything_else_is_another_origin(String origin) {
        assertThat(new Site(true, "console.example").isOrigin(origin)).isFalse();
    }

    @Test
    void the_cookie_is_the_one_with_the_promise_where_there_is_one() {
        Site plain = new Site(false, "localhost:7780");
        Site overTls = new Site(true, "console.example");
        List<String> both = List.of("tg=plain; a=b", "__Host-tg=secure");

        assertThat(SessionCookie.read(both, plain).map(Secret::reveal)).contains("secure");
        assertThat(SessionCookie.read(List.of("tg=plain"), plain).map(Secret::reveal)).contains("plain");
        assertThat(SessionCookie.read(List.of("tg=plain"), overTls)).isEmpty();
        assertThat(SessionCookie.read(List.of("tg=one", "tg=two"), plain)).isEmpty();
        assertThat(SessionCookie.read(List.of(), plain)).isEmpty();
    }

    @Test
    void a_cookie_is_handed_out_and_taken_back_with_the_same_attributes() {
        assertThat(SessionCookie.OVER_TLS.handedOut(new Secret("x")))
                .isEqualTo("__Host-tg=x; Path=/; HttpOnly; SameSite=Lax; Secure");
        assertThat(SessionCookie.OVER_TLS.takenBack())
                .isEqualTo("__Host-tg=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0");
        assertThat(SessionCookie.ON_LOOPBACK.handedOut(new Secret("x")))
                .isEqualTo("tg=x; Path=/; HttpOnly; SameSite=Lax");
    }
}
