package dev.tollgate.gateway.inbound.tls;

import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.GatewaySetup;
import dev.tollgate.gateway.Peer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What clients make TLS remember before there is a handshake (G§19, `gateway.buffer_budget`).
class UnfinishedRecordsTest {
    private static final int BUDGET = 1 << 20;
    private static final int MANY = 100;
    private static final int RECORD = 16 * 1024;
    /// A record of TLS as large as one may be, without its last byte.
    private static final byte[] UNFINISHED = unfinished();

    @TempDir
    Path folder;

    @Test
    void unfinished_records_cannot_exhaust_the_memory_and_the_oldest_go_first() throws UnusableCertificate {
        try (GatewayCertificates certificates = GatewayCertificates.load(Pem.EC.files(folder));
                GatewayFixture gateway = GatewaySetup.USUAL.withBuffers(BUDGET).with(certificates).start()) {
            List<Peer> clients = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                clients.add(gateway.client().sends(UNFINISHED));
            }

            clients.getFirst().seesCut();
            await().untilAsserted(() -> assertThat(gateway.unauthenticated().size()).isLessThanOrEqualTo(BUDGET
                    / RECORD));
            assertThat(gateway.buffers().held()).isBetween(BUDGET / 2L, (long) BUDGET);
        }
    }

    private static byte[] unfinished() {
        byte[] bytes = new byte[RECORD];
        byte[] head = {0x16, 3, 1, RECORD >> 8, 0};
        Arrays.fill(bytes, (byte) 'a');
        System.arraycopy(head, 0, bytes, 0, head.length);
        return bytes;
    }
}
