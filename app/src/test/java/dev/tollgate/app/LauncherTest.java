package dev.tollgate.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// How `./tollgate` finds its JDK.
class LauncherTest {
    @TempDir
    Path folder;

    @Test
    void the_jdk_of_java_home_is_taken_even_without_a_home_folder() throws Exception {
        String home = System.getProperty("java.home");

        assertThat(shell(Map.of("JAVA_HOME", home), "find_jdk && echo \"$jdk\"")).isEqualTo(home + "\n");
    }

    @Test
    void a_java_home_that_does_not_serve_is_named_with_what_it_is() throws Exception {
        Path bin = Files.createDirectory(folder.resolve("bin"));

        assertThat(about(folder)).isEqualTo("; JAVA_HOME is " + folder
                + ", which is no JDK: bin/java, bin/javac or the file release is missing\n");
        assertThat(about(bin.resolve("java"))).isEqualTo("; JAVA_HOME is " + bin.resolve("java")
                + ", which is no folder\n");

        Files.createFile(bin.resolve("java")).toFile().setExecutable(true);
        Files.createFile(bin.resolve("javac")).toFile().setExecutable(true);
        Files.writeString(folder.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"17.0.15\"\n");
        assertThat(about(folder)).isEqualTo("; JAVA_HOME is " + folder + ", which is a JDK 17\n");
        assertThat(shell(Map.of(), "about_java_home")).isEmpty();
    }

    private static String about(Path home) throws IOException {
        return shell(Map.of("JAVA_HOME", home.toString()), "about_java_home");
    }

    /// Runs a command as the launcher does, in an environment that holds nothing else.
    private static String shell(Map<String, String> environment, String command) throws IOException {
        var builder = new ProcessBuilder("bash", "-c", "set -euo pipefail; . scripts/jdk.sh; " + command)
                .directory(Document.PROJECT.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().putAll(environment);
        return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
