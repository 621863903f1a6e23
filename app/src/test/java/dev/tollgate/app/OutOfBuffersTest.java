package dev.tollgate.app;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A node that has no memory left for the bytes of its clients, since its budget promises more than there is.
class OutOfBuffersTest {
    private static final int CLIENTS = 250;
    private static final int PATIENCE_MILLIS = 10_000;
    /// 60 KB, within what a head may have.
    private static final byte[] UNFINISHED = ("GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\n"
            + ("X-Long: " + "a".repeat(5_990) + "\r\n").repeat(10)).getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    /// The JDK would make each event loop wait about a second for each of them.
    @Test
    void clients_who_find_none_are_closed_and_nobody_waits_for_it() throws Exception {
        try (RunningProcess node = serve()) {
            int gateway = Integer.parseInt(node.awaitLine("gateway 127\\.0\\.0\\.1:(\\d+)").group(1));
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(sendsHalfAHead(gateway));
            }
            await().untilAsserted(() -> assertThat(node.errors()).contains("OutOf"));
            for (Socket client : clients) {
                client.close();
            }

            try (Socket next = Tunnel.open(gateway)) {
                next.setSoTimeout(PATIENCE_MILLIS);
                next.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(next.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.1 400");
            }
        }
    }

    private static Socket sendsHalfAHead(int gateway) throws IOException {
        Socket client = Tunnel.open(gateway);
        try {
            client.getOutputStream().write(UNFINISHED);
        } catch (IOException closed) {
            // It found no memory.
        }
        return client;
    }

    private RunningProcess serve() throws IOException {
        return RunningProcess.start(folder, List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-XX:MaxDirectMemorySize=12m"), Map.of("TOLLGATE_GATEWAY__ADDRESS", "127.0.0.1",
                        "TOLLGATE_GATEWAY__PORT", "0", "TOLLGATE_API__PORT", "0", "TOLLGATE_ADMIN__PORT", "0",
                        "TOLLGATE_GATEWAY__BUFFER_BUDGET", "1GiB", "TOLLGATE_GATEWAY__MAX_CONNECTIONS", "5000"),
                "serve",
                "--data-dir", folder.resolve("data").toString());
    }
}
