package dev.tollgate.app.settings.read;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/// The settings file, flattened to dotted keys with the line of each.
///
/// Read token by token instead of into a tree, because a tree has no lines and lets a later duplicate win in silence.
/// Every scalar stays the text that was written, so that `off` and `0644` mean what the operator sees.
final class YamlFile {

    /// A value and the line of its key.
    record Located(RawValue value, int line) {}

    /// What was read before a fault is marked first, the fault itself last. Quoted lines of the file are indented further.
    private static final Pattern MARK = Pattern.compile("(?m)^ in [^,\\n]*, line (\\d{1,9}), column ");

    private final Path file;
    private final SequencedMap<String, Located> entries = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private YamlFile(Path file) {
        this.file = file;
    }

    static YamlFile read(Path file) {
        var read = new YamlFile(file);
        try {
            read.parse(Files.readString(file));
        } catch (NoSuchFileException _) {
            read.problem("config", "there is no such file; name one that exists", 0);
        } catch (CharacterCodingException _) {
            read.problem("config", "the file is not UTF-8 text", 0);
        } catch (IOException failed) {
            read.problem("config", "the file cannot be read: " + failed.getClass().getSimpleName(), 0);
        }
        return read;
    }

    SequencedMap<String, Located> entries() {
        return entries;
    }

    List<Problem> problems() {
        return problems;
    }

    private void parse(String text) {
        try (JsonParser parser = new YAMLFactory().createParser(ObjectReadContext.empty(), text)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                readMapping(parser, "");
                if (parser.nextToken() != null) {
                    problem("config", "a second document; everything goes into one", line(parser));
                }
            } else if (first != null && first != JsonToken.VALUE_NULL) {
                problem("config", "expected keys with values, such as \"gateway.port: 7777\"", line(parser));
            }
        } catch (JacksonException broken) {
            // What was read up to here may be misread, and would only add noise.
            entries.clear();
            problems.clear();
            problem("config", "not valid YAML: " + firstWords(broken)
                    + "; indent with spaces, and quote values such as \"::\" and \"-\"", lineOf(broken));
        }
    }

    private void readMapping(JsonParser parser, String prefix) {
        Map<String, Integer> seen = new HashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            int line = line(parser);
            Integer before = seen.putIfAbsent(key, line);
            if (before != null) {
                problem(prefix + key, "given twice, first on line " + before + "; keep one", line);
            }
            readValue(parser, prefix + key, line);
        }
    }

    private void readValue(JsonParser parser, String path, int line) {
        JsonToken token = parser.nextToken();
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            problem(path, "an alias; write the value out", line);
        } else if (token == JsonToken.START_OBJECT) {
            readMapping(parser, path + ".");
            enter(path, new RawValue.Nothing(), line);
        } else if (token == JsonToken.START_ARRAY) {
            enter(path, readItems(parser, path, line), line);
        } else if (token == JsonToken.VALUE_NULL) {
            enter(path, new RawValue.Nothing(), line);
        } else {
            enter(path, new RawValue.Text(parser.getString()), line);
        }
    }

    private RawValue readItems(JsonParser parser, String path, int line) {
        var items = new ArrayList<String>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token.isStructStart()) {
                problem(path, "a list of plain values is expected", line);
                parser.skipChildren();
            } else {
                items.add(token == JsonToken.VALUE_NULL ? "" : parser.getString());
            }
        }
        return new RawValue.Items(items);
    }

    /// A key written both as `a.b` and as `b` below `a` is as much a duplicate as one written twice.
    private void enter(String path, RawValue value, int line) {
        Located before = entries.putIfAbsent(path, new Located(value, line));
        boolean section = value instanceof RawValue.Nothing;
        if (before != null && !section && problems.stream().noneMatch(problem -> problem.key().equals(path))) {
            problem(path, "given twice, first on line " + before.line() + "; keep one", line);
        }
    }

    private void problem(String key, String what, int line) {
        problems.add(new Problem(key, what, new Origin.FileLine(file, line)));
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    /// Where the fault is. The location that comes with it may be where the value around it began.
    private static int lineOf(JacksonException broken) {
        return MARK.matcher(broken.getOriginalMessage()).results().map(mark -> Integer.parseInt(mark.group(1)))
                .reduce((_, last) -> last).orElseGet(() -> Math.max(0, broken.getLocation().getLineNr()));
    }

    private static String firstWords(JacksonException broken) {
        // "while scanning …" says what went on, not what is wrong; that stands behind it.
        return broken.getOriginalMessage().lines().map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("while ") && !line.startsWith("in ")).findFirst()
                .orElse("unreadable");
    }
}
