package dev.tollgate.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigReferenceTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "configuration.md");

    @Test
    void the_page_of_settings_says_what_the_code_does() throws IOException {
        if (Boolean.getBoolean("tollgate.docs.update")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, ConfigReference.page());
        }

        assertThat(PAGE).as("`make docs` writes it anew").hasContent(ConfigReference.page());
    }
}
