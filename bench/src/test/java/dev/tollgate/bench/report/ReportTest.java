package dev.tollgate.bench.report;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ReportTest {
    private static final Shares LOAD_WAS_THE_LIMIT = new Shares(0.99, 0.6, 0.01);
    private static final Shares PROXY_WAS_THE_LIMIT = new Shares(0.6, 0.99, 0.01);

    private static Sheet sheet() {
        Sheet sheet = new Sheet();
        for (double rate : new double[]{12_000, 11_000, 13_000}) {
            sheet.add(Figure.CONNECT_RATE, "ours", rate, LOAD_WAS_THE_LIMIT);
            sheet.add(Figure.CONNECT_RATE, "theirs", rate / 2, PROXY_WAS_THE_LIMIT);
        }
        sheet.add(Figure.SOCKS5_RATE, "ours", 9_000, PROXY_WAS_THE_LIMIT);
        sheet.note("microsocks was left out.");
        return sheet;
    }

    @Test
    void the_table_shows_the_median_and_the_range_and_a_dash_for_what_was_not_measured() {
        assertThat(Markdown.write(sheet(), "ours").lines())
                .contains("| | ours | theirs |",
                        "| CONNECT: new tunnels a second | 12,000 † (11,000–13,000) | 6,000 (5,500–6,500) |",
                        "| SOCKS5: new tunnels a second | 9,000 | – |", "- microsocks was left out.");
    }

    @Test
    void ratios_are_shown_only_where_both_were_measured() {
        assertThat(Markdown.write(sheet(), "ours").lines().filter(line -> line.contains("×")))
                .containsExactly("| CONNECT: new tunnels a second | higher | 2.00 × (2.00–2.00) |");
    }

    @Test
    void a_rate_that_the_load_side_limited_is_marked_and_explained() {
        assertThat(Markdown.write(sheet(), "ours")).contains("† The load side was the limit");
        assertThat(Markdown.write(sheet(), "ours")).doesNotContain("6,000 †");
    }

    @Test
    void the_file_holds_every_single_value() {
        JsonNode all = JsonMapper.shared().readTree(Json.write(sheet(), Map.of("rounds", 3)));

        assertThat(all.at("/figures/connect_rate/ours/1/value").asDouble()).isEqualTo(11_000);
        assertThat(all.at("/figures/connect_rate/ours/1/proxy_share").asDouble()).isEqualTo(0.6);
        assertThat(all.at("/circumstances/rounds").asInt()).isEqualTo(3);
        assertThat(all.at("/notes/0").asString()).isEqualTo("microsocks was left out.");
    }
}
