package dev.tollgate.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The figures as tables that can be pasted into a page.
public final class Markdown {
    private static final String NONE = "–";

    private Markdown() {}

    /// @param first the contender that all others are compared with
    public static String write(Sheet sheet, String first) {
        List<String> lines = new ArrayList<>();
        lines.add("Median (lowest–highest) of the rounds:");
        lines.add("");
        lines.add("| | " + String.join(" | ", sheet.contenders()) + " |");
        lines.add("|---|" + "---|".repeat(sheet.contenders().size()));
        for (Figure figure : sheet.figures()) {
            lines.add("| " + figure.title() + " | " + String.join(" | ",
                    sheet.contenders().stream().map(contender -> cell(sheet, figure, contender)).toList()) + " |");
        }
        lines.add("");
        ratios(sheet, first, lines);
        if (lines.stream().anyMatch(line -> line.contains("†"))) {
            lines.add("");
            lines.add("† The load side was the limit, not the proxy: compare the CPU.");
        }
        if (!sheet.notes().isEmpty()) {
            lines.add("");
            sheet.notes().forEach(note -> lines.add("- " + note));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String cell(Sheet sheet, Figure figure, String contender) {
        List<Double> values = sheet.values(figure, contender);
        if (values.isEmpty()) {
            return NONE;
        }
        Spread spread = Spread.of(values);
        boolean limited = figure.better() == Figure.Better.HIGHER
                && sheet.shares(figure, contender).stream().anyMatch(Shares::loadSaturated);
        String range = values.size() == 1
                ? ""
                : " (" + figure.write(spread.lowest()) + "–" + figure.write(spread.highest()) + ")";
        return figure.write(spread.median()) + (limited ? " †" : "") + range;
    }

    private static void ratios(Sheet sheet, String first, List<String> lines) {
        List<String> others = sheet.contenders().stream().filter(contender -> !contender.equals(first)).toList();
        lines.add("Ratio of medians (lowest–highest ratio within a round), " + first + " against:");
        lines.add("");
        lines.add("| | better is | " + String.join(" | ", others) + " |");
        lines.add("|---|---|" + "---|".repeat(others.size()));
        for (Figure figure : sheet.figures()) {
            List<Double> ours = sheet.values(figure, first);
            List<String> cells = others.stream().map(other -> ratio(ours, sheet.values(figure, other))).toList();
            if (cells.stream().anyMatch(cell -> !cell.equals(NONE))) {
                lines.add("| " + figure.title() + " | " + figure.better().name().toLowerCase(Locale.ROOT) + " | "
                        + String.join(" | ", cells) + " |");
            }
        }
    }

    private static String ratio(List<Double> ours, List<Double> theirs) {
        if (ours.isEmpty() || theirs.isEmpty()) {
            return NONE;
        }
        Spread ratio = Spread.ratio(ours, theirs);
        return String.format(Locale.ROOT, "%.2f × (%.2f–%.2f)", ratio.median(), ratio.lowest(), ratio.highest());
    }
}
