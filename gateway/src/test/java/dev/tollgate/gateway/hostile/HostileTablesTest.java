package dev.tollgate.gateway.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The tables of docs/security.md against the classes that are tried.
class HostileTablesTest {

    private static final Path PAGE = Path.of("..", "docs", "security.md");

    @Test
    void the_table_of_requests_is_that_of_what_is_tried() throws IOException {
        assertRows("### Messages of clients", RequestClasses.ALL);
    }

    @Test
    void the_table_of_answers_is_that_of_what_is_tried() throws IOException {
        assertRows("### Answers of targets", AnswerClasses.ALL);
    }

    @Test
    void every_class_is_declared_once() {
        assertThat(Stream.of(RequestClasses.ALL, AnswerClasses.ALL)
                .map(classes -> classes.stream().map(HostileClass::name).toList()))
                .allSatisfy(names -> assertThat(names).doesNotHaveDuplicates());
        assertThat(Stream.of(RequestClasses.ALL, AnswerClasses.ALL).flatMap(List::stream))
                .allSatisfy(one -> assertThat(one.attempts().stream().map(attempt -> attempt.verdict().text()))
                        .as(one.name()).containsOnly(one.attempts().getFirst().verdict().text()));
    }

    private static void assertRows(String heading, List<HostileClass> classes) throws IOException {
        List<String> rows = classes.stream().map(HostileClass::row).toList();
        List<String> page = Files.readAllLines(PAGE);
        int start = page.indexOf(heading);

        assertThat(page.stream().skip(start).dropWhile(line -> !line.startsWith("|---")).skip(1)
                .takeWhile(line -> line.startsWith("| ")))
                .as("docs/security.md, %s; its rows are to be:%n%s", heading, String.join("\n", rows))
                .containsExactlyElementsOf(rows);
    }
}
