package dev.tollgate.app.accesslog;

import dev.tollgate.app.Records;
import dev.tollgate.domain.time.MovingClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class LogFileTest {
    private final MovingClock clock = new MovingClock(Instant.now());

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("access.json");
    }

    private Path full(int number) {
        return folder.resolve("access.json." + number);
    }

    private LogFile open(Rotation rotation) throws IOException {
        return LogFile.open(file(), rotation, clock);
    }

    private static void write(LogFile log, String text) throws IOException {
        log.tend(false);
        log.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_file_is_appended_to() throws IOException {
        Files.writeString(file(), "before\n");

        try (LogFile log = open(Rotation.NONE)) {
            write(log, "after\n");
        }

        assertThat(lines(file())).containsExactly("before", "after");
    }

    @Test
    void only_its_owner_may_read_it() throws IOException {
        try (LogFile log = open(Rotation.NONE)) {
            write(log, "x\n");

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
        }
    }

    @Test
    void a_file_that_is_full_is_put_away_and_the_oldest_go() throws IOException {
        try (LogFile log = open(new Rotation(Optional.of(10L), Optional.empty(), 2))) {
            for (String line : List.of("first line\n", "second line\n", "third line\n", "fourth line\n")) {
                write(log, line);
            }
        }

        assertThat(lines(file())).containsExactly("fourth line");
        assertThat(lines(full(1))).containsExactly("third line");
        assertThat(lines(full(2))).containsExactly("second line");
        assertThat(full(3)).doesNotExist();
    }

    @Test
    void when_fewer_full_files_are_to_be_kept_the_surplus_goes() throws IOException {
        for (int number = 1; number <= 5; number++) {
            Files.writeString(full(number), "old\n");
        }

        try (LogFile log = open(new Rotation(Optional.of(1L), Optional.empty(), 1))) {
            write(log, "new\n");
            log.tend(false);
        }

        assertThat(lines(full(1))).containsExactly("new");
        assertThat(full(2)).doesNotExist();
        assertThat(full(5)).doesNotExist();
    }

    @Test
    void a_file_that_is_old_is_put_away_but_an_empty_one_is_not() throws IOException {
        try (LogFile log = open(new Rotation(Optional.empty(), Optional.of(Duration.ofHours(24)), 3))) {
            clock.move(Duration.ofHours(25));
            write(log, "a day later\n");
            assertThat(full(1)).doesNotExist();

            write(log, "the next\n");
        }

        assertThat(lines(full(1))).containsExactly("a day later");
        assertThat(lines(file())).containsExactly("the next");
    }

    @Test
    void what_cannot_be_put_away_goes_on_where_it_is() throws IOException {
        Files.createDirectories(full(1).resolve("not-empty"));

        try (LogFile log = open(new Rotation(Optional.of(1L), Optional.empty(), 1))) {
            write(log, "one\n");
            write(log, "two\n");
        }

        assertThat(lines(file())).containsExactly("one", "two");
    }

    @Test
    void a_file_that_was_moved_away_is_begun_anew_within_a_second_and_no_line_is_lost() throws IOException {
        try (AccessLog log = new AccessLog(open(Rotation.NONE), "n1")) {
            log.accept(Records.served().id("before").ended());
            await().until(() -> lines(file()).size() == 1);
            Files.move(file(), full(1));

            await().atMost(Duration.ofSeconds(5)).until(() -> Files.exists(file()));
            log.accept(Records.served().id("after").ended());
        }

        assertThat(lines(full(1))).singleElement().asString().contains("before");
        assertThat(lines(file())).singleElement().asString().contains("after");
    }

    @Test
    void lines_written_while_files_are_moved_away_over_and_over_are_all_there() throws Exception {
        try (AccessLog log = new AccessLog(open(Rotation.NONE), "n1")) {
            Thread loop = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 10_000; i++) {
                    log.accept(Records.served().id("req_" + i).ended());
                }
            });
            for (int number = 1; number <= 3; number++) {
                await().until(() -> Files.exists(file()));
                Files.move(file(), full(number));
                log.reopen();
            }
            loop.join();
            assertThat(log.dropped()).isZero();
        }

        long all = 0;
        for (Path file : List.of(file(), full(1), full(2), full(3))) {
            all += lines(file).size();
        }
        assertThat(all).isEqualTo(10_000);
    }

    @Test
    void a_log_on_a_full_disk_drops_its_lines_and_goes_on_when_there_is_room() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "needs Linux");
        Files.createSymbolicLink(file(), full);
        try (AccessLog log = new AccessLog(open(Rotation.NONE), "n1")) {
            log.accept(Records.served().id("lost").ended());
            await().until(() -> log.dropped() == 1);
            Files.delete(file());

            log.accept(Records.served().id("kept").ended());
        }

        assertThat(lines(file())).singleElement().asString().contains("\"kept\"", "\"lines_dropped\":1");
    }

    @Test
    void a_log_whose_folder_is_gone_goes_on_in_the_file_it_has() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        try (LogFile log = LogFile.open(other.resolve("access.json"), Rotation.NONE, clock)) {
            write(log, "one\n");
            Files.move(other, folder.resolve("moved"));

            write(log, "two\n");
        }

        assertThat(lines(folder.resolve("moved").resolve("access.json"))).containsExactly("one", "two");
    }
}
