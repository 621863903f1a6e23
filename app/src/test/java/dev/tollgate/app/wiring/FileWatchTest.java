package dev.tollgate.app.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Files that somebody changes beside a running node.
class FileWatchTest {
    @TempDir
    Path folder;

    @BeforeEach
    void a_file() throws IOException {
        Files.writeString(file(), "one");
    }

    private Path file() {
        return folder.resolve("watched");
    }

    @Test
    void a_file_that_stays_the_same_is_no_change() {
        FileWatch watch = new FileWatch(() -> List.of(file()));

        assertThat(watch.changed()).isFalse();
    }

    @Test
    void a_file_that_is_written_is_one_change() throws IOException {
        FileWatch watch = new FileWatch(() -> List.of(file()));
        Files.writeString(file(), "another");

        assertThat(watch.changed()).isTrue();
        assertThat(watch.changed()).isFalse();
    }

    @Test
    void a_file_that_another_takes_the_place_of_changed_even_if_time_and_size_are_the_same() throws IOException {
        FileWatch watch = new FileWatch(() -> List.of(file()));
        Path other = Files.writeString(folder.resolve("other"), "two");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file()));
        Files.move(other, file(), StandardCopyOption.REPLACE_EXISTING);

        assertThat(watch.changed()).isTrue();
    }

    @Test
    void a_file_that_goes_and_comes_back_changed_twice() throws IOException {
        FileWatch watch = new FileWatch(() -> List.of(file()));

        Files.delete(file());
        assertThat(watch.changed()).isTrue();
        Files.writeString(file(), "one");
        assertThat(watch.changed()).isTrue();
    }
}
