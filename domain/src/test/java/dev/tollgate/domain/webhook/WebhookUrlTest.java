package dev.tollgate.domain.webhook;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class WebhookUrlTest {

    @ParameterizedTest
    @CsvSource({"https://hooks.example.net/tg, true, hooks.example.net:443, hooks.example.net, /tg",
        "https://hooks.example.net, true, hooks.example.net:443, hooks.example.net, /",
        "HTTPS://Hooks.Example.NET:8443/a/b?c=d, true, hooks.example.net:8443, Hooks.Example.NET:8443, /a/b?c=d",
        "https://hooks.example.net?c=d, true, hooks.example.net:443, hooks.example.net, /?c=d",
        "http://10.1.2.3/%C3%BC, false, 10.1.2.3:80, 10.1.2.3, /%C3%BC",
        "https://[2001:db8::1]:444/, true, [2001:db8::1]:444, [2001:db8::1]:444, /",
        "https://hooks.example.net./, true, hooks.example.net:443, hooks.example.net., /"})
    void a_url_is_read(String text, boolean tls, String target, String authority, String path) {
        WebhookUrl url = WebhookUrl.parse(text).orElseThrow();

        assertThat(url.tls()).isEqualTo(tls);
        assertThat(url.target()).hasToString(target);
        assertThat(url.authority()).isEqualTo(authority);
        assertThat(url.path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hooks.example.net", "//hooks.example.net", "ftp://hooks.example.net", "https:/x",
        "https:hooks.example.net", " https://hooks.example.net", "https://hooks.example.net ", "https://", "https:///x",
        "https://?x", "https://me@hooks.example.net", "https://hooks.example.net@evil.example", "https://a:b:c",
        "https://hooks.example.net:", "https://hooks.example.net:0", "https://hooks.example.net:65536",
        "https://hooks.example.net:44a", "https://hooks.example.net/#x", "https://hooks.example.net#x",
        "https://hooks.example.net\\@evil.example/", "https://hooks.example.net/\\", "https://hooks.example.net/a b",
        "https://hooks.example.net/\r\nX: y", "https://hooks.example.net\r\n/", "https://hooks.example.net/\t",
        "https://hooks.example.net/é", "https://höoks.example.net/", "https://hooks.example.net/%",
        "https://hooks.example.net/%4", "https://hooks.example.net/%zz", "https://127.1/", "https://0x7f.1/",
        "https://2130706433/", "https://[::1", "https://::1/", "https://[fe80::1%25eth0]/", "https://-a.example/"})
    void what_cannot_be_sent_as_it_stands_is_no_url(String text) {
        assertThat(WebhookUrl.parse(text)).isEmpty();
    }

    @Test
    void no_character_of_a_url_ends_a_line() {
        for (char c = 0; c < 256; c++) {
            WebhookUrl.parse("https://hooks.example.net/" + c).ifPresent(
                    url -> assertThat(url.path()).matches("[!-~]+"));
            WebhookUrl.parse("https://hooks" + c + ".example.net/").ifPresent(
                    url -> assertThat(url.authority()).matches("[!-~]+"));
        }
    }
}
