package dev.tollgate.app.admin;

import dev.tollgate.app.RunningNode;
import dev.tollgate.app.Tunnel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MetricsReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "metrics.md");
    private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"");

    private static Map<String, Shown> shown = Map.of();

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
        assertThat(shown.values()).allSatisfy(metric -> assertThat(metric.labels()).isSubsetOf("protocol", "product",
                "code", "direction", "state", "le", "loop", "area", "id", "gc", "action", "cause"));
    }

    private static String page() {
        var page = new StringBuilder(
                """
                        # Metrics

                        The admin listener shows them to Prometheus at `/metrics`. No label carries a name, a tag or a host: `code` is a
                        gateway code, `ok` or, for a family such as `restricted-category-*`, its first part; `product` is `none` where it
                        did not come to light, and `test` in the sandbox, of which no latency is measured; `loop` is the number of an
                        event loop. A series of `tollgate_exchanges_total` appears with its first event.

                        What is counted of exchanges comes from the same record as the [access log](../guide/operate.md#the-access-log)
                        and is counted when the exchange ends: a tunnel that stands for a day adds its bytes after that day.

                        ## The node

                        | metric | type | labels | what it tells |
                        | --- | --- | --- | --- |
                        """);
        rows(page, name -> name.startsWith("tollgate_"));
        page.append(
                """

                        ## The process

                        These are Micrometer's. Beside them, `jvm_gc_pause_seconds` and `jvm_gc_concurrent_phase_time_seconds` appear with the
                        first collection of their kind; which others of `jvm_gc_` there are depends on the collector.

                        | metric | type | labels | what it tells |
                        | --- | --- | --- | --- |
                        """);
        rows(page, name -> !name.startsWith("tollgate_") && !name.startsWith("jvm_gc_"));
        return page.toString();
    }

    private static void rows(StringBuilder page, Predicate<String> which) {
        shown.entrySet().stream().filter(entry -> which.test(entry.getKey())).forEach(entry -> page.append("| `")
                .append(entry.getKey()).append("` | ").append(entry.getValue().type()).append(" | ")
                .append(String.join(", ", entry.getValue().labels().stream().map(label -> "`" + label + "`").toList()))
                .append(" | ").append(entry.getValue().help()).append(" |\n"));
    }

    /// What a running node shows once an exchange has ended.
    @BeforeAll
    static void ask() throws Exception {
        try (RunningNode node = RunningNode.start(); HttpClient client = HttpClient.newHttpClient()) {
            try (Tunnel refused = Tunnel.connect(node.gatewayPort(), "helo_nobody-type-res-region-us", "wrong",
                    node.echo().authority())) {
                assertThat(refused.status()).isEqualTo(401);
            }
            node.awaitIdle();
            shown = read(client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.node().adminPort()
                    + "/metrics")).build(), HttpResponse.BodyHandlers.ofString()).body());
        }
    }

    private static Map<String, Shown> read(String scraped) {
        Map<String, Shown> shown = new TreeMap<>();
        Map<String, String> helps = new TreeMap<>();
        for (String line : scraped.lines().toList()) {
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
                Matcher labels = LABEL.matcher(line);
                while (metric != null && labels.find()) {
                    metric.labels().add(labels.group(1));
                }
            }
        }
        return shown;
    }
}
