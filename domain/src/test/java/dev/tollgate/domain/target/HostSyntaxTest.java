package dev.tollgate.domain.target;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

class HostSyntaxTest {

    private static final String LONG_LABEL = "a".repeat(63);
    private static final String LONGEST_NAME = LONG_LABEL + "." + LONG_LABEL + "." + LONG_LABEL + "." + "a".repeat(61);

    @ParameterizedTest
    @CsvSource({"example.com,example.com", "EXAMPLE.Com.,example.com", "a,a", "localhost,localhost",
        "a_b.c-d.e,a_b.c-d.e",
        "xn--bcher-kva.example,xn--bcher-kva.example", "1.example,1.example", "0x.example,0x.example",
        "a.1a,a.1a", "a.0xg,a.0xg", "a.0x1.b,a.0x1.b", "_dmarc.example,_dmarc.example"})
    void a_name_is_read_in_lower_case_without_its_last_dot(String text, String name) {
        assertThat(HostSyntax.read(text)).isEqualTo(new HostReading.Valid(new Host.Name(name)));
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,127.0.0.1", "127.0.0.1.,127.0.0.1", "[::1],[::1]", "[2001:DB8:0::1],[2001:db8::1]",
        "[::ffff:8.8.8.8],[::ffff:8.8.8.8]", "[64:ff9b::8.8.8.8],[64:ff9b::808:808]"})
    void an_address_is_read_as_that_address(String text, String written) {
        assertThat(HostSyntax.read(text)).isInstanceOfSatisfying(HostReading.Valid.class, valid -> {
            assertThat(valid.host()).isInstanceOf(Host.Literal.class);
            assertThat(valid.host().toString()).isEqualTo(written);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a..b", ".a", "a..", "-a.b", "a-.b", "a.-b", "a.b-", "a b", "a%2eb",
        "b\u00fccher.de",
        "127.1", "0x7f.1", "0x7f.0x1", "2130706433", "017700000001", "0x7f000001", "0X7F000001", "0x", "a.0x", "a.0X1f",
        "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "a.1", "a.08", "127.0.0.1..", "[127.0.0.1]", "[::1", "::1]", "::1",
        "[::1].", "[::1%25eth0]", "[::1%eth0]", "[]", "[", "]", "[v1.x]", "a/b", "a@b", "a:b", "a\0", "a\n", "a\\b",
        "*", "*.a"})
    void anything_else_is_no_host(String text) {
        assertThat(HostSyntax.read(text)).isInstanceOf(HostReading.Invalid.class);
    }

    @Test
    void a_name_has_253_bytes_and_a_label_63_at_most() {
        assertThat(HostSyntax.read(LONGEST_NAME)).isInstanceOf(HostReading.Valid.class);
        assertThat(HostSyntax.read(LONGEST_NAME + ".")).isInstanceOf(HostReading.Valid.class);
        assertThat(HostSyntax.read(LONGEST_NAME + "a")).isInstanceOf(HostReading.Invalid.class);
        assertThat(HostSyntax.read(LONG_LABEL + "a.example")).isInstanceOf(HostReading.Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({"::1,[::1]", "[::1],[::1]", "::ffff:10.0.0.1,[::ffff:10.0.0.1]", "10.0.0.1,10.0.0.1",
        "10.0.0.1.,10.0.0.1",
        "Example.COM,example.com"})
    void a_socks_name_may_be_an_address_with_or_without_brackets(String text, String written) {
        HostReading reading = HostSyntax.readSocksName(text.getBytes(ISO_8859_1));

        assertThat(reading).isInstanceOfSatisfying(HostReading.Valid.class,
                valid -> assertThat(valid.host().toString()).isEqualTo(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "127.1", "::1%eth0", "a:80", "1.2.3.4:80", "[1.2.3.4]", "b\u00fccher.de"})
    void a_socks_name_is_read_as_strictly(String text) {
        assertThat(HostSyntax.readSocksName(text.getBytes(ISO_8859_1))).isInstanceOf(HostReading.Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({"example.com:443,example.com:443", "EXAMPLE.com.:1,example.com:1", "[::1]:65535,[::1]:65535",
        "127.0.0.1:80,127.0.0.1:80"})
    void a_target_is_host_and_port(String text, String written) {
        assertThat(TargetSyntax.authority(text)).isInstanceOfSatisfying(TargetReading.Valid.class,
                valid -> assertThat(valid.target().toString()).isEqualTo(written));
        byte[] bytes = ("CONNECT " + text).getBytes(ISO_8859_1);
        assertThat(TargetSyntax.authority(bytes, 8, bytes.length - 8)).isEqualTo(TargetSyntax.authority(text));
        assertThat(TargetSyntax.authority(text, 80)).isEqualTo(TargetSyntax.authority(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.com", "example.com:", ":443", "example.com:0", "example.com:65536",
        "example.com:443x", "example.com:+443", "example.com:0443", "example.com: 443", "example.com:443 ",
        "example.com:443:443", "example.com:\u0664", "::1:443", "[::1]", "[::1]443", "[::1]:", "[::1:443", "]:443",
        "user@example.com:443", "example.com:443/", "example.com:999999999999", "[:443", "[:]443", "a]:443",
        "127.1:80"})
    void a_connect_without_both_is_refused(String text) {
        assertThat(TargetSyntax.authority(text)).isInstanceOf(TargetReading.Invalid.class);
    }

    @Test
    void a_uri_may_leave_the_port_to_its_scheme() {
        assertThat(TargetSyntax.authority("example.com", 443))
                .isEqualTo(new TargetReading.Valid(new Target(new Host.Name("example.com"), 443)));
        assertThat(TargetSyntax.authority("[::1]", 80)).isInstanceOf(TargetReading.Valid.class);
        assertThat(TargetSyntax.authority("example.com:", 443)).isInstanceOf(TargetReading.Invalid.class);
        assertThat(TargetSyntax.authority("", 443)).isInstanceOf(TargetReading.Invalid.class);
    }
}
