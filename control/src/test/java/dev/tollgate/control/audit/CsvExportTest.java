package dev.tollgate.control.audit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CsvExportTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"plain|plain", "=cmd()|'=cmd()", "+1|'+1", "-1|'-1",
        "@x|'@x",
        "a,b|\"a,b\"", "a\"b|\"a\"\"b\"", "=\"a\",b|\"'=\"\"a\"\",b\"", "a=b|a=b", "``|``"})
    void a_cell_is_quoted_where_it_must_be_and_no_formula(String text, String cell) {
        assertThat(CsvExport.cell(text)).isEqualTo(cell);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = (char) 96, value = {"9,'", "13,\"'"})
    void a_tab_or_return_in_front_hides_no_formula(int first, String begin) {
        assertThat(CsvExport.cell((char) first + "=cmd()")).startsWith(begin);
    }
}
