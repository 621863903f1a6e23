package dev.tollgate.app.admin;

import dev.tollgate.app.Records;
import dev.tollgate.domain.error.GatewayError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MetricsReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "metrics.md");
    private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"");

    /// One metric as the page for Prometheus shows it.
    private record Shown(String type, String help, Set<String> labels) {}

    @Test
    void the_page_of_metrics_says_what_the_code_does() throws IOException {
        String page = page();
        if (Boolean.getBoolean("tollgate.docs.update")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).as("`make docs` writes it anew").hasContent(page);
    }

    @Test
    void only_bounded_words_are_labels() {
        assertThat(shown().values()).allSatisfy(metric -> assertThat(metric.labels()).isSubsetOf("protocol", "product",
                "code", "direction", "state", "le"));
    }

    private static String page() {
        var page = new StringBuilder(
                """
                        # Metrics

                        The admin listener shows them to Prometheus at `/metrics`. No label carries a name, a tag or a host: `code` is a
                        gateway code, `ok` or, for a family such as `restricted-category-*`, its first part; `product` is `none` where it
                        did not come to light. A metric with labels appears with its first event.

                        | metric | type | labels | what it tells |
                        | --- | --- | --- | --- |
                        """);
        shown().forEach((name, metric) -> page.append("| `").append(name).append("` | ").append(metric.type())
                .append(" | ").append(String.join(", ", metric.labels().stream().map(label -> "`" + label + "`")
                        .toList()))
                .append(" | ").append(metric.help()).append(" |\n"));
        return page.toString();
    }

    private static Map<String, Shown> shown() {
        var metrics = new ExchangeMetrics();
        metrics.gauges(new NodeGauges(() -> 0, () -> 0, () -> 0, () -> 0, () -> 0, state -> 0, () -> 0, () -> 0));
        metrics.accept(Records.refused(GatewayError.AUTH_FAILED).ended());
        Map<String, Shown> shown = new TreeMap<>();
        Map<String, String> helps = new TreeMap<>();
        for (String line : metrics.scrape().lines().toList()) {
            String[] words = line.split(" ", 4);
            if (line.startsWith("# HELP ")) {
                helps.put(words[2], words[3]);
            } else if (line.startsWith("# TYPE ")) {
                shown.put(words[2], new Shown(words[3], helps.getOrDefault(words[2], ""), new TreeSet<>()));
            } else {
                String sample = words[0].replaceFirst("\\{.*", "");
                Shown metric = shown.containsKey(sample)
                        ? shown.get(sample)
                        : shown.get(sample.replaceFirst("_(bucket|sum|count)$", ""));
                assertThat(metric).as(line).isNotNull();
                Matcher labels = LABEL.matcher(words[0]);
                while (metric != null && labels.find()) {
                    metric.labels().add(labels.group(1));
                }
            }
        }
        return shown;
    }
}
