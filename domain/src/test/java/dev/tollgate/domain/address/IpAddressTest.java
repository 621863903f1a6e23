package dev.tollgate.domain.address;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IpAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "127.0.0.1", "255.255.255.255", "::", "::1", "1::", "2001:db8::1",
        "2001:db8:0:1:1:1:1:1", "2001:0:0:1::1", "2001:db8::1:0:0:1", "1:2:3:4:5:6:7:8", "fe80::1", "::ffff:0:0:0"})
    void the_canonical_text_is_read_and_written_alike(String text) {
        Optional<IpAddress> address = IpAddress.parse(text);

        assertThat(address.map(IpAddress::toString)).contains(text);
    }

    @ParameterizedTest
    @CsvSource({"2001:DB8::1,2001:db8::1", "2001:0db8:0:0:0:0:0:0001,2001:db8::1", "1:2:3:4:5:6:7::,1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8,0:2:3:4:5:6:7:8", "64:ff9b::192.0.2.33,64:ff9b::c000:221", "::192.0.2.1,::c000:201",
        "1:2:3:4:5:6:1.2.3.4,1:2:3:4:5:6:102:304", "::ffff:192.0.2.1,192.0.2.1", "::FFFF:c000:0201,192.0.2.1",
        "0:0:0:0:0:ffff:7f00:1,127.0.0.1"})
    void other_spellings_are_read_as_the_same_address(String text, String canonical) {
        assertThat(IpAddress.parse(text).map(IpAddress::toString)).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1", "1.2.3", "1.2.3.4.5", "1.2.3.4 ", " 1.2.3.4", "01.2.3.4", "1.2.3.04",
        "1.2.3.256",
        "1.2.3.0x4", "0x7f000001", "2130706433", "127.1", "1.2.3.-4", "1.2.3.", ".1.2.3", "1..2.3", "+1.2.3.4",
        ":", ":::", "1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "1::2::3",
        "12345::", "g::", "::1%eth0", "[::1]", "::1/128", "1:", ":1", "1:2:3:4:5:6:7:", "::01.2.3.4", "::1.2.3",
        "::1.2.3.4.0",
        "::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4", "1.2.3.4::", "::\u0661", "\u0661.2.3.4", "127.0.0.1\0"})
    void what_other_readers_guess_at_is_no_address(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @Test
    void a_mapped_address_is_the_ipv4_address_wherever_it_comes_from() {
        IpAddress plain = IpAddress.ofV4(0xc000_0201);
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, (byte) 192, 0, 2, 1};

        assertThat(IpAddress.ofBytes(mapped)).isEqualTo(plain);
        assertThat(IpAddress.ofV6(0, 0xffff_c000_0201L)).isEqualTo(plain);
        assertThat(IpAddress.parse("::ffff:192.0.2.1")).contains(plain);
        assertThat(plain.bytes()).containsExactly(192, 0, 2, 1);
    }

    @Test
    void a_target_s_mapped_address_can_be_kept_as_written() {
        IpAddress written = IpAddress.parseUnfolded("::ffff:192.0.2.1").orElseThrow();

        assertThat(written.mapped()).isTrue();
        assertThat(written.toString()).isEqualTo("::ffff:192.0.2.1");
        assertThat(IpAddress.ofBytesUnfolded(written.bytes())).isEqualTo(written);
        assertThat(written.folded().toString()).isEqualTo("192.0.2.1");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,true", "127.255.255.255,true", "128.0.0.1,false", "::1,true", "::2,false",
        "::ffff:127.0.0.1,true", "7f00::1,false"})
    void loopback_is_told_from_the_rest(String text, boolean loopback) {
        assertThat(IpAddress.parse(text).orElseThrow().loopback()).isEqualTo(loopback);
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1,192.0.2.1", "2001:db8:1:2:3:4:5:6,2001:db8:1:2::", "::1,::"})
    void a_source_is_one_ipv4_address_or_one_64(String text, String key) {
        assertThat(IpAddress.parse(text).orElseThrow().networkKey().toString()).isEqualTo(key);
    }

    @Test
    void ipv4_comes_before_ipv6_and_values_are_unsigned() {
        assertThat(Stream.of("ffff::", "::1", "255.0.0.1", "1.2.3.4", "7fff::", "::8000:0:0:0")
                .map(text -> IpAddress.parse(text).orElseThrow()).sorted().map(IpAddress::toString))
                .containsExactly("1.2.3.4", "255.0.0.1", "::1", "::8000:0:0:0", "7fff::", "ffff::");
    }

    @Test
    void nothing_but_4_or_16_bytes_is_an_address() {
        assertThatThrownBy(() -> IpAddress.ofBytes(new byte[5])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IpAddress(0, 1L << 32, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IpAddress(1, 0, true)).isInstanceOf(IllegalArgumentException.class);
    }
}
