package dev.tollgate.app.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Lines of columns as wide as what stands in them. Confined to one thread.
final class Table {

    private static final String GAP = "  ";
    private static final String NOTHING = "-";

    private final List<List<String>> rows = new ArrayList<>();

    private Table() {}

    /// A line for each item below a line of headings.
    static Table of(List<JsonNode> items, List<Column> columns) {
        Table table = new Table();
        table.rows.add(columns.stream().map(Column::heading).toList());
        for (JsonNode item : items) {
            table.rows.add(columns.stream().map(column -> text(item.at(column.pointer()))).toList());
        }
        return table;
    }

    /// A line for each field of an object, those of objects inside it named like `volume.mobile.remaining_gb`.
    static Table ofFields(JsonNode object) {
        Table table = new Table();
        table.add("", object);
        return table;
    }

    private void add(String name, JsonNode value) {
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                add(name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue());
            }
        } else if (!name.isEmpty()) {
            rows.add(List.of(name, text(value)));
        }
    }

    /// Without control characters, which would steer the terminal.
    private static String text(JsonNode value) {
        String text = value.isArray()
                ? value.valueStream().map(Table::text).collect(Collectors.joining(","))
                : value.isNull() || value.isMissingNode() ? "" : value.asString();
        String shown = text.codePoints().map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return shown.isEmpty() ? NOTHING : shown;
    }

    void print(PrintWriter out) {
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int missing = i == row.size() - 1 ? 0 : width(i) - length(row.get(i));
                line.append(i == 0 ? "" : GAP).append(row.get(i)).append(" ".repeat(missing));
            }
            out.println(line);
        }
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
