package dev.tollgate.store;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.subuser.SubUserId;
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

    @Test
    void a_killed_process_loses_nothing_it_acknowledged(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("tollgate.db");
        List<String> acknowledged = new ArrayList<>();
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                AcknowledgedWrites.class.getName(), file.toString())
                .redirectError(directory.resolve("errors.txt").toFile()).start();

        try (BufferedReader lines = child.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                acknowledged.add(line);
                if (acknowledged.size() == 100) {
                    // By its handle: the process itself would close the stream, with what was acknowledged last.
                    child.toHandle().destroyForcibly();
                }
            }
        } finally {
            child.destroyForcibly().waitFor();
        }

        // The last line may be cut off.
        acknowledged.removeIf(line -> line.length() != LINE);
        assertThat(acknowledged).as("%s", directory.resolve("errors.txt")).hasSizeGreaterThanOrEqualTo(100);
        try (Store store = Store.open(new StoreConfig.Sqlite(file), Samples.IDS, Samples.CLOCK)) {
            assertThat(acknowledged).allSatisfy(line -> {
                String[] ids = line.split(" ", 2);
                assertThat(store.subUsers().find(new AccountId(ids[0]), Environment.LIVE, new SubUserId(ids[1])))
                        .isPresent();
            });
        }
    }
}
