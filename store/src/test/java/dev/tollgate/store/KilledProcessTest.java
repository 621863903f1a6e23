package dev.tollgate.store;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.idempotency.AnswerRepository;
import dev.tollgate.domain.idempotency.AnswerRepository.Beginning;
import dev.tollgate.domain.idempotency.Attempt;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.traffic.RequestId;
import dev.tollgate.store.database.StoreConfig;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class KilledProcessTest {
    private static final int LINE = "usr_ sub_".length() + 2 * 26;
    private static final int ATTEMPT_LINE = LINE + 1 + 2 * SecretHash.LENGTH;

    @Test
    void a_killed_process_loses_nothing_it_acknowledged(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("tollgate.db");
        List<String> acknowledged = untilKilled(AcknowledgedWrites.class, file, LINE);

        try (Store store = Store.open(new StoreConfig.Sqlite(file), Samples.IDS, Samples.CLOCK)) {
            assertThat(acknowledged).allSatisfy(line -> assertThat(kept(store, line)).isTrue());
        }
    }

    @Test
    void a_killed_process_leaves_a_change_and_the_answer_to_its_request_or_neither(@TempDir Path directory)
            throws Exception {
        Path file = directory.resolve("tollgate.db");
        List<String> attempts = untilKilled(AttemptedWrites.class, file, ATTEMPT_LINE);

        try (Store store = Store.open(new StoreConfig.Sqlite(file), Samples.IDS, Samples.CLOCK)) {
            assertThat(attempts).allSatisfy(line -> {
                SecretHash name = SecretHash.ofHex(line.split(" ", 3)[2]);
                Attempt again = new Attempt(name, name, new RequestId(RequestId.PREFIX + "again"));
                boolean answered = store.answers().begin(again, Samples.NOW.plus(
                        AnswerRepository.LEASE)) instanceof Beginning.Repeated;
                assertThat(kept(store, line)).isEqualTo(answered);
            });
        }
    }

    private static boolean kept(Store store, String line) {
        String[] ids = line.split(" ", 3);
        return store.subUsers().find(new AccountId(ids[0]), Environment.LIVE, new SubUserId(ids[1])).isPresent();
    }

    /// @return the whole lines that the program wrote
    private static List<String> untilKilled(Class<?> program, Path file, int lineLength) throws Exception {
        Path errors = file.resolveSibling("errors.txt");
        List<String> written = new ArrayList<>();
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                program.getName(), file.toString()).redirectError(errors.toFile()).start();

        try (BufferedReader lines = child.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                written.add(line);
                if (written.size() == 100) {
                    // By its handle: the process itself would close the stream, with what was written last.
                    child.toHandle().destroyForcibly();
                }
            }
        } finally {
            child.destroyForcibly().waitFor();
        }

        // The last line may be cut off.
        written.removeIf(line -> line.length() != lineLength);
        assertThat(written).as("%s", errors).hasSizeGreaterThanOrEqualTo(100);
        return written;
    }
}
