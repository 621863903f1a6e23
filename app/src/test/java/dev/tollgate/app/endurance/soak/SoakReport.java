package dev.tollgate.app.endurance.soak;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The tables of a soak, in Markdown, as docs/reliability.md shows them.
final class SoakReport {
    private static final int ROWS = 12;

    private SoakReport() {}

    static String of(SoakPlan plan, List<SoakResult> results) {
        return conditions(plan) + "\n" + outcome(results) + "\n" + course(results) + "\n" + remarks(results);
    }

    private static String conditions(SoakPlan plan) {
        return "%s: %s minutes, %d clients a second at each proxy, one in a hundred aborted, on %d cores; warm-up %s; "
                .formatted(LocalDate.now(ZoneOffset.UTC), number(plan.duration().toMillis() / 60_000.0), plan.rate(),
                        Runtime.getRuntime().availableProcessors(), minutes(plan.warmUp()))
                + "the node's JVM: `" + String.join(" ", plan.nodeOptions()) + "`.\n";
    }

    private static String outcome(List<SoakResult> results) {
        List<String> rows = new ArrayList<>();
        rows.add(row("", results, SoakResult::name));
        rows.add("|---|" + "---|".repeat(results.size()));
        rows.add(row("clients served, each byte checked", results, one -> Long.toString(one.done())));
        rows.add(row("clients that left in the middle", results, one -> Long.toString(one.aborted())));
        rows.add(row("errors", results, one -> Long.toString(one.failed())));
        rows.add(row("resident memory after warm-up, MiB", results, one -> edge(one, true)));
        rows.add(row("resident memory at the end, MiB", results, one -> edge(one, false)));
        rows.add(row("proportional memory at the end, MiB", results,
                one -> number(one.steady().getLast().memory().proportionalKib() / 1024.0)));
        rows.add(row("slope of resident memory after warm-up, MiB an hour", results, one -> number(one.slope())));
        rows.add(row("living objects after warm-up, MiB", results, one -> heap(one.heapEarly())));
        rows.add(row("living objects at the end, MiB", results, one -> heap(one.heapLate())));
        rows.add(row("longest stall of an event loop, ms", results,
                one -> one.longestStall().isZero() ? "–" : Long.toString(one.longestStall().toMillis())));
        rows.add(row("descriptors before", results, one -> Integer.toString(one.before().descriptors())));
        rows.add(row("descriptors under load, most", results, one -> Integer.toString(one.samples().stream()
                .mapToInt(Sample::descriptors).max().orElse(0))));
        rows.add(row("descriptors after", results, one -> Integer.toString(one.after().descriptors())));
        rows.add(row("pipes after", results, one -> Integer.toString(one.after().pipes())));
        rows.add(row("threads at the end", results, one -> Integer.toString(one.after().memory().threads())));
        return String.join("\n", rows) + "\n";
    }

    private static String edge(SoakResult one, boolean early) {
        return number((early ? one.steady().getFirst() : one.steady().getLast()).mib());
    }

    private static String heap(long bytes) {
        return bytes == 0 ? "–" : number(bytes / 1024.0 / 1024.0);
    }

    private static String row(String what, List<SoakResult> results, Function<SoakResult, String> value) {
        return "| " + what + " | " + results.stream().map(value).collect(Collectors.joining(" | ")) + " |";
    }

    /// Memory and descriptors over time, in a dozen rows.
    private static String course(List<SoakResult> results) {
        List<String> rows = new ArrayList<>();
        rows.add("| after | " + results.stream().map(one -> one.name() + ": resident MiB, descriptors, served")
                .collect(Collectors.joining(" | ")) + " |");
        rows.add("|---|" + "---|".repeat(results.size()));
        int samples = results.getFirst().samples().size();
        for (int i = 1; i <= ROWS; i++) {
            int at = Math.max(0, samples * i / ROWS - 1);
            rows.add("| " + minutes(results.getFirst().samples().get(at).at()) + " | " + results.stream()
                    .map(one -> one.samples().get(Math.min(at, one.samples().size() - 1)))
                    .map(one -> number(one.mib()) + ", " + one.descriptors() + ", " + one.done())
                    .collect(Collectors.joining(" | ")) + " |");
        }
        return String.join("\n", rows) + "\n";
    }

    private static String remarks(List<SoakResult> results) {
        StringBuilder text = new StringBuilder();
        for (SoakResult one : results) {
            one.counters().entrySet().stream().sorted(Map.Entry.comparingByKey())
                    .forEach(counter -> text.append("- ").append(one.name()).append(": `").append(counter.getKey())
                            .append("` ").append(number(counter.getValue())).append('\n'));
            one.faults().forEach(fault -> text.append("- ").append(one.name()).append(" failed: ").append(fault)
                    .append('\n'));
            one.troubles().forEach(line -> text.append("- ").append(one.name()).append(" said: ").append(line)
                    .append('\n'));
        }
        return text.toString();
    }

    private static String minutes(Duration time) {
        return number(time.toMillis() / 60_000.0) + " min";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
