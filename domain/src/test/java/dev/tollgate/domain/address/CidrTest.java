package dev.tollgate.domain.address;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CidrTest {

    @ParameterizedTest
    @CsvSource({"192.0.2.1,192.0.2.1", "192.0.2.1/32,192.0.2.1", "192.0.2.0/24,192.0.2.0/24", "0.0.0.0/0,0.0.0.0/0",
        "2001:db8::/32,2001:db8::/32", "2001:DB8::1/128,2001:db8::1", "::/0,::/0", "::1,::1",
        "2001:db8:0:1::/64,2001:db8:0:1::/64", "2001:db8::8000:0:0:0/65,2001:db8:0:0:8000::/65",
        "::ffff:1.2.3.0/120,1.2.3.0/24", "::ffff:1.2.3.4,1.2.3.4", "::ffff:1.2.3.4/128,1.2.3.4",
        "::ffff:0:0/96,0.0.0.0/0"})
    void a_range_is_read_and_shown(String text, String shown) {
        assertThat(Cidr.parse(text).map(Cidr::toString)).contains(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/24", "192.0.2.0/", "192.0.2.0/33", "192.0.2.1/24", "192.0.2.0/024",
        "192.0.2.0/+24",
        "192.0.2.0/-1", "192.0.2.0/24/24", "192.0.2.0/ 24", "192.0.2/24", "192.0.2.0/255.255.255.0", "2001:db8::/129",
        "2001:db8::1/64", "::ffff:1.2.3.4/120", "::ffff:0:0/95", "::ffff:1.2.3.0/24", "[::1]/128",
        "192.0.2.0/9999999999"})
    void anything_else_is_no_range(String text) {
        assertThat(Cidr.parse(text)).isEmpty();
    }

    @Test
    void host_bits_and_lengths_out_of_range_are_refused() {
        IpAddress v4 = IpAddress.ofV4(0xc000_0201);
        IpAddress v6 = IpAddress.ofV6(0x2001_0db8_0000_0000L, 1);

        assertThatThrownBy(() -> new Cidr(v4, 31)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Cidr(v4, 33)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Cidr(v4, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Cidr(v6, 127)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Cidr(v6, 129)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Cidr(new IpAddress(0, 0xffff_0000_0000L, false), 96))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8,10.255.255.255,true", "10.0.0.0/8,11.0.0.0,false", "0.0.0.0/0,255.1.2.3,true",
        "0.0.0.0/0,::1,false", "::/0,1.2.3.4,false", "::/0,ffff::,true", "2001:db8::/64,2001:db8::ffff:0:0:1,true",
        "2001:db8::/64,2001:db8:0:1::,false", "2001:db8::/65,2001:db8::8000:0:0:0,false", "::1,::1,true",
        "::1,::2,false", "192.0.2.1,192.0.2.1,true", "192.0.2.1,192.0.2.2,false"})
    void a_range_holds_what_shares_its_first_bits(String range, String address, boolean held) {
        assertThat(cidr(range).contains(IpAddress.parse(address).orElseThrow())).isEqualTo(held);
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8,10.1.0.0/16,true", "10.1.0.0/16,10.0.0.0/8,true", "10.0.0.0/8,10.0.0.0/8,true",
        "10.0.0.0/8,11.0.0.0/8,false", "0.0.0.0/0,::/0,false", "::/0,2001:db8::/32,true"})
    void ranges_overlap_if_one_holds_the_other(String one, String other, boolean overlapping) {
        assertThat(cidr(one).overlaps(cidr(other))).isEqualTo(overlapping);
    }

    @Test
    void a_wider_range_comes_before_what_lies_in_it() {
        assertThat(Stream.of("10.0.0.0/16", "::/0", "10.0.0.0/8", "9.0.0.0/8").map(CidrTest::cidr).sorted()
                .map(Cidr::toString)).containsExactly("9.0.0.0/8", "10.0.0.0/8", "10.0.0.0/16", "::/0");
    }

    @Test
    void a_range_around_an_address_drops_its_host_bits() {
        assertThat(Cidr.around(IpAddress.ofV4(0xc000_0201), 24)).isEqualTo(cidr("192.0.2.0/24"));
    }

    private static Cidr cidr(String text) {
        return Cidr.parse(text).orElseThrow();
    }
}
