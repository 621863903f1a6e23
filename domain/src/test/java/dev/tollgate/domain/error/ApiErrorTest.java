package dev.tollgate.domain.error;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ApiErrorTest {

    @Test
    void code_and_reference_agree_row_by_row() {
        List<String> code = Stream.of(ApiError.values())
                .map(error -> "| %d | `%s` | %s |".formatted(error.status(), error.code(), error.message())).toList();

        assertThat(ErrorTable.rows("api-errors.md"))
                .as("docs/reference/api-errors.md; its rows are to be:%n%s", String.join("\n", code))
                .containsExactlyElementsOf(code);
    }

    @Test
    void codes_are_snake_case() {
        assertThat(Stream.of(ApiError.values()).map(ApiError::code)).allMatch(code -> code.matches("[a-z_]+"));
    }
}
