package dev.tollgate.gateway.inbound.proxyprotocol;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.gateway.Peer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.IPV4;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.IPV6;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.LOCAL;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.PROXY;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.UNSPEC;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.addresses;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.binary;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.checksum;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.field;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.join;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.line;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.withChecksum;
import static org.assertj.core.api.Assertions.assertThat;

class ProxyHeadersTest {
    private static final String LONGEST = "PROXY UNKNOWN " + "f".repeat(107 - "PROXY UNKNOWN \r\n".length());
    private static final HeaderReading OWN = new HeaderReading.Own();

    /// Reads it with something behind, which must be left; and in every other way the bytes may arrive.
    private static HeaderReading reading(byte[] header) {
        HeaderProperties.check(header);
        ByteBuf bytes = Unpooled.wrappedBuffer(header, "GET".getBytes(StandardCharsets.US_ASCII));
        HeaderReading reading = ProxyHeaders.read(bytes);
        boolean taken = reading instanceof HeaderReading.Forwarded || reading instanceof HeaderReading.Own;
        assertThat(bytes.readableBytes()).isEqualTo(taken ? 3 : header.length + 3);
        return reading;
    }

    private static HeaderReading from(String source, int port) {
        return new HeaderReading.Forwarded(IpAddress.parse(source).orElseThrow(), port);
    }

    @ParameterizedTest
    @CsvSource({"PROXY TCP4 203.0.113.7 192.0.2.1 56324 7777, 203.0.113.7, 56324",
        "PROXY TCP4 255.255.255.255 0.0.0.0 65535 0, 255.255.255.255, 65535",
        "PROXY TCP4 203.0.113.7 192.0.2.1 0 65535, 203.0.113.7, 0",
        "PROXY TCP6 2001:db8::7 2001:db8::1 56324 443, 2001:db8::7, 56324",
        "PROXY TCP6 2001:DB8:0:0:0:0:0:7 ::1 1 2, 2001:db8::7, 1",
        "PROXY TCP6 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe 65535 65535, "
                + "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 65535"})
    void a_line_of_text_names_the_source_and_its_port(String line, String source, int port) {
        assertThat(reading(line(line))).isEqualTo(from(source, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROXY TCP6 ::ffff:203.0.113.7 ::1 1 2", "PROXY TCP6 ::ffff:cb00:7107 ::1 1 2"})
    void a_mapped_address_is_the_ipv4_address_in_it(String line) {
        assertThat(reading(line(line))).isEqualTo(from("203.0.113.7", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROXY UNKNOWN", "PROXY UNKNOWN ", "PROXY UNKNOWN whatever  stands\there",
        "PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535"})
    void an_unknown_source_is_the_peer_whatever_text_follows(String line) {
        assertThat(reading(line(line))).isEqualTo(OWN);
    }

    @Test
    void a_line_may_have_107_bytes_with_its_end_and_no_more() {
        assertThat(line(LONGEST)).hasSize(107);
        assertThat(reading(line(LONGEST))).isEqualTo(OWN);
        assertThat(reading(line(LONGEST + "f"))).isInstanceOf(HeaderReading.Malformed.class);
        assertThat(ProxyHeaders.read(Unpooled.wrappedBuffer(line(LONGEST), 0, 105)))
                .isInstanceOf(HeaderReading.Incomplete.class);
        assertThat(ProxyHeaders.read(Unpooled.wrappedBuffer(line(LONGEST + "f"), 0, 106)))
                .isInstanceOf(HeaderReading.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROXY", "PROXY ", "PROXY TCP4", "proxy TCP4 203.0.113.7 192.0.2.1 1 2",
        "PROXY tcp4 203.0.113.7 192.0.2.1 1 2", "PROXY TCP5 203.0.113.7 192.0.2.1 1 2",
        "PROXY  TCP4 203.0.113.7 192.0.2.1 1 2", "PROXY TCP4  203.0.113.7 192.0.2.1 1 2",
        "PROXY TCP4 203.0.113.7 192.0.2.1 1 2 ", "PROXY TCP4 203.0.113.7 192.0.2.1 1 2 3",
        "PROXY TCP4 203.0.113.7 192.0.2.1 1", "PROXY TCP4 203.0.113.7 192.0.2.1",
        "PROXY\tTCP4 203.0.113.7 192.0.2.1 1 2",
        "PROXY TCP4 203.0.113 192.0.2.1 1 2", "PROXY TCP4 203.0.113.07 192.0.2.1 1 2",
        "PROXY TCP4 203.0.113.256 192.0.2.1 1 2", "PROXY TCP4 203.0.113.7 192.0.2 1 2", "PROXY TCP4 ::1 ::1 1 2",
        "PROXY TCP4 localhost 192.0.2.1 1 2", "PROXY TCP6 203.0.113.7 192.0.2.1 1 2",
        "PROXY TCP6 [::1] ::1 1 2", "PROXY TCP6 ::1%lo ::1 1 2", "PROXY TCP6 1::2::3 ::1 1 2",
        "PROXY TCP4 203.0.113.7 192.0.2.1 65536 2", "PROXY TCP4 203.0.113.7 192.0.2.1 1 65536",
        "PROXY TCP4 203.0.113.7 192.0.2.1 01 2", "PROXY TCP4 203.0.113.7 192.0.2.1 1 00",
        "PROXY TCP4 203.0.113.7 192.0.2.1 -1 2", "PROXY TCP4 203.0.113.7 192.0.2.1 +1 2",
        "PROXY TCP4 203.0.113.7 192.0.2.1 1 x", "PROXY TCP4 203.0.113.7 192.0.2.1 1 4294967298", "PROXY UNKNOWNS",
        "PROXY UNKNOWN a\nb", "PROXY UNKNOWN a\rb", "PROXY TCP4 203.0.113.7 192.0.2.1 1 2\n"})
    void a_line_against_the_grammar_is_malformed(String line) {
        assertThat(reading(line(line))).isInstanceOf(HeaderReading.Malformed.class);
    }

    @Test
    void a_bare_line_feed_ends_no_line() {
        assertThat(reading("PROXY UNKNOWN\n".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(HeaderReading.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7", "2001:db8::7"})
    void a_binary_header_names_the_source_and_its_port(String source) {
        assertThat(reading(binary(source))).isEqualTo(from(source, 56_324));
    }

    @Test
    void a_mapped_address_in_binary_is_the_ipv4_address_in_it() {
        assertThat(reading(binary(PROXY, IPV6, addresses("::ffff:203.0.113.7")))).isEqualTo(from("203.0.113.7",
                56_324));
    }

    @ParameterizedTest
    @ValueSource(ints = {UNSPEC, IPV4, IPV6, 0x12, 0x31, 0xff})
    void the_source_of_a_local_command_is_the_peer_whatever_the_block_holds(int family) {
        assertThat(reading(binary(LOCAL, family))).isEqualTo(OWN);
        assertThat(reading(binary(LOCAL, family, addresses("203.0.113.7"), new byte[]{1, 2}))).isEqualTo(OWN);
    }

    @Test
    void where_the_family_has_no_ip_address_the_source_is_the_peer() {
        assertThat(reading(binary(PROXY, UNSPEC))).isEqualTo(OWN);
        assertThat(reading(binary(PROXY, UNSPEC, field(4, new byte[9])))).isEqualTo(OWN);
        assertThat(reading(binary(PROXY, 0x31, new byte[216]))).isEqualTo(OWN);
        assertThat(reading(binary(PROXY, 0x32, new byte[216], field(4, new byte[1])))).isEqualTo(OWN);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x02, 0x10, 0x12, 0x13, 0x20, 0x22, 0x30, 0x33, 0x41, 0xff})
    void a_family_that_no_tcp_connection_has_is_malformed(int family) {
        assertThat(reading(binary(PROXY, family, new byte[216]))).isInstanceOf(HeaderReading.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01, 0x10, 0x11, 0x22, 0x2f, 0x30, 0x31, 0xff})
    void another_version_or_command_is_malformed(int command) {
        assertThat(reading(binary(command, IPV4, addresses("203.0.113.7"))))
                .isInstanceOf(HeaderReading.Malformed.class);
    }

    @Test
    void a_block_too_short_for_its_addresses_is_malformed() {
        assertThat(reading(binary(PROXY, IPV4, new byte[11]))).isInstanceOf(HeaderReading.Malformed.class);
        assertThat(reading(binary(PROXY, IPV6, new byte[35]))).isInstanceOf(HeaderReading.Malformed.class);
        assertThat(reading(binary(PROXY, 0x31, new byte[215]))).isInstanceOf(HeaderReading.Malformed.class);
    }

    @Test
    void a_binary_header_may_have_4096_bytes_and_no_more() {
        byte[] addresses = addresses("203.0.113.7");
        int room = 4_096 - 16 - addresses.length - 3;

        assertThat(reading(binary(PROXY, IPV4, addresses, field(4, new byte[room]))))
                .isEqualTo(from("203.0.113.7", 56_324));
        assertThat(reading(binary(PROXY, IPV4, addresses, field(4, new byte[room + 1]))))
                .isInstanceOf(HeaderReading.Malformed.class);
        assertThat(reading(binary(LOCAL, UNSPEC, new byte[4_080]))).isEqualTo(OWN);
        assertThat(reading(binary(LOCAL, UNSPEC, new byte[4_081]))).isInstanceOf(HeaderReading.Malformed.class);
    }

    @Test
    void fields_must_fill_the_block_to_its_end() {
        byte[] addresses = addresses("203.0.113.7");

        assertThat(reading(binary(PROXY, IPV4, addresses, field(4, new byte[0]), field(0xea, new byte[7]))))
                .isEqualTo(from("203.0.113.7", 56_324));
        assertThat(reading(binary(PROXY, IPV4, addresses, new byte[]{4}))).isInstanceOf(HeaderReading.Malformed.class);
        assertThat(reading(binary(PROXY, IPV4, addresses, new byte[]{4, 0}))).isInstanceOf(
                HeaderReading.Malformed.class);
        assertThat(reading(binary(PROXY, IPV4, addresses, new byte[]{4, 0, 2, 0}))).isInstanceOf(
                HeaderReading.Malformed.class);
        assertThat(reading(binary(PROXY, UNSPEC, new byte[]{4, 0, 2, 0}))).isInstanceOf(HeaderReading.Malformed.class);
    }

    @Test
    void a_checksum_must_hold() {
        byte[] sound = withChecksum(binary(PROXY, IPV4, addresses("203.0.113.7"), field(2, new byte[5]), checksum()));
        byte[] unsound = sound.clone();
        unsound[16]++;
        byte[] other = sound.clone();
        other[other.length - 1]++;

        assertThat(reading(sound)).isEqualTo(from("203.0.113.7", 56_324));
        assertThat(reading(unsound)).isInstanceOf(HeaderReading.Malformed.class);
        assertThat(reading(other)).isInstanceOf(HeaderReading.Malformed.class);
        assertThat(reading(withChecksum(binary(PROXY, UNSPEC, checksum())))).isEqualTo(OWN);
        assertThat(reading(binary(PROXY, UNSPEC, checksum()))).isInstanceOf(HeaderReading.Malformed.class);
    }

    @Test
    void a_checksum_stands_alone_and_has_four_bytes() {
        byte[] addresses = addresses("203.0.113.7");

        assertThat(reading(withChecksum(binary(PROXY, IPV4, addresses, checksum(), checksum()))))
                .isInstanceOf(HeaderReading.Malformed.class);
        assertThat(reading(binary(PROXY, IPV4, addresses, field(3, new byte[3]))))
                .isInstanceOf(HeaderReading.Malformed.class);
        assertThat(reading(binary(PROXY, IPV4, addresses, new byte[]{3, 0, 4, 1, 2})))
                .isInstanceOf(HeaderReading.Malformed.class);
    }

    /// Made by another program, so that our own arithmetic is not all there is.
    @Test
    void the_checksum_is_castagnoli_s_most_significant_byte_first() {
        assertThat(reading(Peer.bytes("0d0a0d0a000d0a515549540a21110013cb007107c0000201dc041e61"
                + "030004a8248540"))).isEqualTo(from("203.0.113.7", 56_324));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1", "\u0005\u0001\u0002", "\u0016\u0003\u0001", "\r\nGET", "PRI * HTTP/2.0",
        "POST", "\r\n\r\n\0\r\nQUIZ", "\0", " PROXY UNKNOWN"})
    void what_is_no_header_is_malformed_without_waiting_for_more(String text) {
        assertThat(reading(text.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(HeaderReading.Malformed.class);
    }

    @Test
    void a_header_cut_off_anywhere_is_incomplete() {
        for (byte[] header : new byte[][]{line("PROXY TCP4 203.0.113.7 192.0.2.1 56324 7777"), binary("2001:db8::7"),
            withChecksum(binary(PROXY, IPV4, addresses("203.0.113.7"), checksum())), join(line("PROXY UNKNOWN"))}) {
            for (int length = 0; length < header.length; length++) {
                assertThat(ProxyHeaders.read(Unpooled.wrappedBuffer(Arrays.copyOf(header, length))))
                        .isInstanceOf(HeaderReading.Incomplete.class);
            }
        }
    }
}
