package dev.tollgate.gateway.inbound.proxyprotocol;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.IPV4;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.LOCAL;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.PROXY;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.UNSPEC;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.addresses;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.binary;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.checksum;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.field;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.line;
import static dev.tollgate.gateway.inbound.proxyprotocol.Headers.withChecksum;

/// An ordinary run replays the seeds; with `JAZZER_FUZZ=1` the target searches on.
class ProxyHeaderFuzzTest {
    private static final List<byte[]> SOUND = List.of(line("PROXY TCP4 203.0.113.7 192.0.2.1 56324 7777"),
            line("PROXY TCP6 2001:db8::7 ::ffff:192.0.2.1 0 65535"), line("PROXY UNKNOWN a b"),
            binary("203.0.113.7"), binary("2001:db8::7"), binary(LOCAL, UNSPEC),
            binary(PROXY, IPV4, addresses("203.0.113.7"), field(1, new byte[3]), field(0x20, new byte[9])),
            withChecksum(binary(PROXY, UNSPEC, field(4, new byte[2]), checksum())));

    @FuzzTest(maxDuration = "60s")
    void any_header(byte[] bytes) {
        HeaderProperties.check(bytes);
    }

    @Test
    void sound_headers_with_bytes_changed_are_read_alike_however_they_arrive() {
        Random random = new Random(5);
        byte[] likely = {' ', '\r', '\n', '0', '5', '.', ':', 0, 1, 3, 0x11, 0x20, 0x21};
        for (int round = 0; round < 3_000; round++) {
            byte[] bytes = SOUND.get(round % SOUND.size()).clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = random.nextBoolean()
                        ? likely[random.nextInt(likely.length)]
                        : (byte) random.nextInt(256);
            }
            HeaderProperties.check(bytes);
        }
    }
}
