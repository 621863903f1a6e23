package dev.tollgate.app.accesslog;

import dev.tollgate.app.Records;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.traffic.SocksStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class AccessLogTest {
    private static String line(Records record) {
        var text = new JsonLines();
        new AccessLogLine("n1").write(record.ended(), 0, text);
        return StandardCharsets.US_ASCII.decode(text.written()).toString();
    }

    private static JsonNode read(Records record) {
        return JsonMapper.shared().readTree(line(record));
    }

    @Test
    void a_line_tells_of_an_exchange_in_the_words_of_the_api() {
        assertThat(line(Records.served())).isEqualTo(
                """
                        {"id":"req_01JD40A","at":"2026-06-02T10:06:40.250Z","node":"n1","protocol":"http-connect","tls":false,\
                        "source_ip":"203.0.113.44","subuser":"sub_01JD3Y7","subuser_name":"s4k9d0q2m7x",\
                        "product":"residential","username":"helo_s4k9d0q2m7x-type-res-region-de","method":null,\
                        "target":"shop.example:443","tag":null,"session_id":null,"exit_id":"ex_1","outcome":"served",\
                        "http_status":200,"code":null,"socks":null,"ending":"complete","duration_ms":7,"bytes_in":10,"bytes_out":20}
                        """);
    }

    @Test
    void a_refusal_tells_its_code() {
        JsonNode line = read(Records.refused(GatewayError.NOT_WHITELISTED));

        assertThat(line.get("outcome").asString()).isEqualTo("refused");
        assertThat(line.get("http_status").asInt()).isEqualTo(407);
        assertThat(line.get("code").asString()).isEqualTo("not-whitelisted");
        assertThat(line.get("ending").asString()).isEqualTo("refused");
        assertThat(line.get("exit_id").isNull()).isTrue();
    }

    @Test
    void a_socks_exchange_tells_what_its_client_was_told() {
        JsonNode served = read(Records.served().socks(new SocksStatus(0, 0)));
        JsonNode loginFailed = read(Records.refused(GatewayError.AUTH_FAILED).socks(new SocksStatus(1,
                SocksStatus.NOTHING)));

        assertThat(served.get("socks").toString()).isEqualTo("{\"login\":0,\"reply\":0}");
        assertThat(loginFailed.get("socks").toString()).isEqualTo("{\"login\":1,\"reply\":null}");
    }

    @Test
    void the_names_are_those_of_the_api_and_a_few_of_our_own() {
        assertThat(read(Records.served()).propertyNames()).containsExactly("id", "at", "node", "protocol", "tls",
                "source_ip", "subuser", "subuser_name", "product", "username", "method", "target", "tag", "session_id",
                "exit_id", "outcome", "http_status", "code", "socks", "ending", "duration_ms", "bytes_in", "bytes_out");
    }

    @Test
    void hostile_bytes_are_escaped_so_that_a_line_is_one_line_of_printable_ascii() {
        for (String hostile : List.of("a\r\nb\u0000\u001b[2J\"\\\u007f\u009b\u2028\u202e\u00e9\ud83d\ude00", "\ud83d",
                "\ude00x", "\"},{\"id\":\"forged", "\\\"", "")) {
            String line = line(Records.served().username(hostile));

            assertThat(line).endsWith("\n");
            assertThat(line.strip()).matches("[ -~]*");
            assertThat(JsonMapper.shared().readTree(line).get("username").asString()).isEqualTo(hostile);
        }
    }

    @Test
    void every_character_survives_its_escape() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            if (!Character.isSurrogate((char) c)) {
                var text = new JsonLines();
                text.begin();
                text.text("value", String.valueOf((char) c));
                text.end();
                String line = StandardCharsets.US_ASCII.decode(text.written()).toString();

                assertThat(JsonMapper.shared().readTree(line).get("value").asString().charAt(0)).isEqualTo((char) c);
            }
        }
    }

    @Test
    void numbers_are_written_as_they_are() {
        for (long number : List.of(0L, 9L, 10L, -1L, 1_234_567_890_123L, Long.MAX_VALUE)) {
            var text = new JsonLines();
            text.begin();
            text.number("value", number);
            text.end();

            assertThat(StandardCharsets.US_ASCII.decode(text.written()).toString()).isEqualTo("{\"value\":" + number
                    + "}\n");
        }
    }

    @Test
    void long_values_are_cut_at_256_characters() {
        JsonNode plain = read(Records.served().username("x".repeat(300)));
        JsonNode wide = read(Records.served().username("\ud83d\ude00".repeat(300)));

        assertThat(plain.get("username").asString()).isEqualTo("x".repeat(256));
        assertThat(wide.get("username").asString()).isEqualTo("\ud83d\ude00".repeat(256));
    }

    @Test
    void everything_is_written_in_its_order_after_the_close() {
        var disk = new Disk();
        try (AccessLog log = new AccessLog(disk, "n1")) {
            for (int i = 0; i < 3_000; i++) {
                log.accept(Records.served().id("req_" + i).ended());
            }
        }

        List<String> lines = disk.written().lines().toList();
        assertThat(lines).hasSize(3_000);
        assertThat(lines.getFirst()).startsWith("{\"id\":\"req_0\",");
        assertThat(lines.getLast()).startsWith("{\"id\":\"req_2999\",").endsWith("}");
    }

    @Test
    void lines_of_many_loops_are_all_written_once() throws Exception {
        var disk = new Disk();
        try (AccessLog log = new AccessLog(disk, "n1")) {
            List<Thread> loops = IntStream.range(0, 4).mapToObj(loop -> Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 3_000; i++) {
                    log.accept(Records.served().id(loop + "-" + i).ended());
                }
            })).toList();
            for (Thread loop : loops) {
                loop.join();
            }
        }

        assertThat(disk.written().lines().map(line -> JsonMapper.shared().readTree(line).get("id").asString()))
                .hasSize(12_000).doesNotHaveDuplicates();
    }

    @Test
    void lines_dropped_under_overload_are_counted_and_told_in_the_next_line() {
        var disk = new Disk();
        disk.stall();
        try (AccessLog log = new AccessLog(disk, "n1", 2)) {
            log.accept(Records.served().id("writing").ended());
            disk.awaitWriter();
            for (String id : List.of("waits-1", "waits-2", "lost-1", "lost-2", "lost-3")) {
                log.accept(Records.served().id(id).ended());
            }

            assertThat(log.dropped()).isEqualTo(3);

            disk.goOn();
        }
        assertThat(disk.written().lines().map(AccessLogTest::told)).containsExactly("writing 0", "waits-1 3",
                "waits-2 0");
    }

    @Test
    void lines_that_the_disk_did_not_take_are_counted_and_told_once_it_does() {
        var disk = new Disk();
        disk.full = true;
        try (AccessLog log = new AccessLog(disk, "n1")) {
            log.accept(Records.served().id("lost").ended());
            await().until(() -> log.dropped() == 1);
            disk.full = false;
            log.accept(Records.served().id("kept").ended());
        }

        assertThat(disk.written().lines().map(AccessLogTest::told)).containsExactly("kept 1");
    }

    @Test
    void after_a_line_that_was_cut_in_the_middle_the_next_begins_on_its_own() {
        var disk = new Disk();
        disk.room.set(10);
        try (AccessLog log = new AccessLog(disk, "n1")) {
            log.accept(Records.served().id("cut").ended());
            await().until(() -> log.dropped() == 1);
            disk.room.set(Integer.MAX_VALUE);
            log.accept(Records.served().id("whole").ended());
        }

        assertThat(disk.written().lines()).hasSize(2).first().asString().hasSize(10);
        assertThat(told(disk.written().lines().toList().getLast())).isEqualTo("whole 1");
    }

    /// The id of a line and how many lost ones it tells of.
    private static String told(String line) {
        JsonNode read = JsonMapper.shared().readTree(line);
        return read.get("id").asString() + " " + read.path("lines_dropped").asInt(0);
    }

    /// A disk that can be slow, full, or about to be.
    private static final class Disk implements LogOutput {
        private final ByteArrayOutputStream text = new ByteArrayOutputStream();
        private final Semaphore free = new Semaphore(1);
        private final CountDownLatch writing = new CountDownLatch(1);
        private volatile boolean full;
        private final AtomicInteger room = new AtomicInteger(Integer.MAX_VALUE);

        void stall() {
            free.acquireUninterruptibly();
        }

        void goOn() {
            free.release();
        }

        void awaitWriter() {
            await().until(() -> writing.getCount() == 0);
        }

        String written() {
            return text.toString(StandardCharsets.UTF_8);
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            writing.countDown();
            free.acquireUninterruptibly();
            free.release();
            if (full || room.get() == 0) {
                throw new IOException("No space left on device");
            }
            byte[] taken = new byte[Math.min(room.get(), bytes.remaining())];
            bytes.get(taken);
            room.addAndGet(-taken.length);
            text.writeBytes(taken);
        }

        @Override
        public void close() {
            // Nothing to give back.
        }
    }
}
