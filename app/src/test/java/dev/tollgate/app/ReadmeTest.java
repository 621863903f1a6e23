package dev.tollgate.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReadmeTest {

    private static final Pattern SHELL_BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)\\n```$");

    /// `.ci/run` runs the second one as it stands.
    @Test
    void the_first_two_commands_are_the_demo_and_the_tests() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));

        assertThat(SHELL_BLOCK.matcher(readme).results().map((MatchResult block) -> block.group(1)).limit(2))
                .containsExactly("./tollgate demo", "mvn verify");
    }
}
