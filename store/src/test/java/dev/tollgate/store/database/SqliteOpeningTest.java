package dev.tollgate.store.database;

import dev.tollgate.store.Samples;
import dev.tollgate.store.Store;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

class SqliteOpeningTest {
    private Path directory;
    private Path file;

    @BeforeEach
    void place(@TempDir Path given) {
        directory = given;
        file = given.resolve("tollgate.db");
    }

    private void refused(Path path, String problem) {
        assertThatExceptionOfType(StoreUnavailable.class).isThrownBy(() -> Store.open(new StoreConfig.Sqlite(path),
                Samples.IDS, Samples.CLOCK))
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(problem).endsWith(".")
                        .doesNotContain("\n", "Exception"));
    }

    private void made() throws StoreUnavailable {
        Store.open(new StoreConfig.Sqlite(file), Samples.IDS, Samples.CLOCK).close();
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void a_new_file_is_made_and_opens_again() throws StoreUnavailable {
        made();
        assertThat(file).isRegularFile();

        try (Store store = Store.open(new StoreConfig.Sqlite(file), Samples.IDS, Samples.CLOCK)) {
            assertThat(store.reachable()).isTrue();
        }
    }

    @Test
    void what_it_keeps_is_for_its_owner_alone() throws IOException, StoreUnavailable {
        try (Store _ = Store.open(new StoreConfig.Sqlite(file), Samples.IDS, Samples.CLOCK);
                Stream<Path> files = Files.list(directory)) {
            assertThat(files).isNotEmpty().allSatisfy(one -> assertThat(
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(one))).isEqualTo("rw-------"));
        }
    }

    @Test
    void an_empty_file_is_what_sqlite_leaves_when_it_dies_early() throws IOException, StoreUnavailable {
        Files.createFile(file);

        made();
    }

    @Test
    void every_writing_transaction_is_on_disk_before_it_is_acknowledged() throws StoreUnavailable {
        try (Database database = Database.open(new StoreConfig.Sqlite(file))) {
            assertThat(database.<String>write(handle -> handle.select("PRAGMA journal_mode").mapTo(String.class).one()))
                    .isEqualTo("wal");
            assertThat(database.<Integer>write(handle -> handle.select("PRAGMA synchronous").mapTo(Integer.class)
                    .one()))
                    .isEqualTo(2);
            assertThat(database.<Integer>write(handle -> handle.select("PRAGMA foreign_keys").mapTo(Integer.class)
                    .one()))
                    .isEqualTo(1);
        }
    }

    @Test
    void a_missing_data_directory_is_named() {
        refused(directory.resolve("missing/tollgate.db"), directory.resolve("missing") + " is not a directory");
    }

    @Test
    void a_data_directory_that_is_a_file_is_named() throws IOException {
        Files.createFile(directory.resolve("data"));

        refused(directory.resolve("data/tollgate.db"), directory.resolve("data") + " is not a directory");
    }

    @Test
    void a_read_only_data_directory_is_named() throws IOException {
        Path locked = Files.createDirectory(directory.resolve("locked"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
        assumeThat(Files.isWritable(locked)).as("root may write everywhere").isFalse();

        refused(locked.resolve("tollgate.db"), locked + " cannot be written to");
    }

    @Test
    void a_directory_in_the_files_place_is_named() throws IOException {
        Files.createDirectory(file);

        refused(file, file + " is not a file");
    }

    @Test
    void a_file_that_is_no_database_is_called_corrupt_and_left_alone() throws IOException {
        Files.writeString(file, "this is the operator's shopping list");

        refused(file, file + " is corrupt");

        assertThat(file).hasContent("this is the operator's shopping list");
    }

    @Test
    void a_database_with_a_damaged_page_is_called_corrupt() throws Exception {
        made();
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            for (long page = 1; page < bytes.length() / 4096; page++) {
                bytes.seek(page * 4096);
                bytes.write(new byte[]{99, 98, 97, 96, 95, 94, 93, 92});
            }
        }

        refused(file, file.toString());
    }

    @Test
    void a_cut_off_database_is_called_corrupt() throws Exception {
        made();
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(bytes.length() / 2);
        }

        refused(file, file.toString());
    }

    @Test
    void another_programs_database_is_left_alone() throws SQLException {
        execute("CREATE TABLE recipes (id INTEGER)");

        refused(file, file + " belongs to another program");
    }

    @Test
    void a_newer_schema_than_this_programs_is_left_alone() throws Exception {
        made();
        execute("INSERT INTO " + Migrations.HISTORY + " (installed_rank, version, description, type, script, checksum,"
                + " installed_by, installed_on, execution_time, success)"
                + " VALUES (99, '999', 'later', 'SQL', 'V999__later.sql', 1, '', CURRENT_TIMESTAMP, 1, 1)");

        refused(file, "was made by a newer Tollgate (schema 999)");
    }

    @Test
    void a_write_waits_while_another_process_writes() throws Exception {
        try (Database database = Database.open(new StoreConfig.Sqlite(file));
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch started = new CountDownLatch(1);
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("UPDATE revision SET value = value + 1");

            Future<Long> written = threads.submit(() -> {
                started.countDown();
                return database.write(Revision::next);
            });
            started.await();
            assertThat(database.read(Revision::current).value()).isZero();
            statement.execute("COMMIT");

            assertThat(written.get()).isEqualTo(2);
        }
    }
}
