package dev.tollgate.app.settings.read;

import dev.tollgate.app.settings.read.Values.Chosen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Lays the sources over the defaults and judges what they hold. It stops at nothing, so that all problems show at
/// once.
public final class SettingsReader {

    /// What could be understood, and what could not.
    public record Readout(Values values, List<Problem> problems) {
        public Readout {
            problems = List.copyOf(problems);
        }
    }

    private record Written(RawValue raw, Origin origin) {}

    private final Map<String, Setting<?>> byKey = new LinkedHashMap<>();
    private final Map<String, Setting<?>> byVariable = new HashMap<>();
    private final Map<String, Setting<?>> byFileVariable = new HashMap<>();
    private final Set<String> sections = new HashSet<>();
    private final Map<String, Written> written = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private SettingsReader(List<Section> declared) {
        declared.stream().flatMap(section -> section.settings().stream()).forEach(this::know);
    }

    /// Reads all sources.
    ///
    /// @param foreignVariables variables that begin like ours but are meant for somebody else
    public static Readout read(List<Section> declared, Set<String> foreignVariables, SettingsSources sources) {
        var reader = new SettingsReader(declared);
        sources.file().ifPresent(reader::takeFile);
        new TreeMap<>(sources.environment()).forEach((name, value) -> {
            if (name.startsWith(Setting.VARIABLE_PREFIX) && !foreignVariables.contains(name)) {
                reader.takeVariable(name, value, sources.environment());
            }
        });
        sources.options().forEach(reader::takeOption);
        return reader.judge();
    }

    /// The files that are read, there or not; a path that is none is left to [#read] to complain about.
    public static List<Path> files(List<Section> declared, SettingsSources sources) {
        List<Path> files = new ArrayList<>();
        sources.file().ifPresent(files::add);
        declared.stream().flatMap(section -> section.settings().stream()).filter(Setting::secret)
                .map(secret -> Optional.ofNullable(sources.environment().get(secret.fileVariable())))
                .flatMap(Optional::stream).flatMap(text -> path(text).stream()).forEach(files::add);
        return files;
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException none) {
            return Optional.empty();
        }
    }

    private void know(Setting<?> setting) {
        byKey.put(setting.key(), setting);
        byVariable.put(setting.variable(), setting);
        if (setting.secret()) {
            byFileVariable.put(setting.fileVariable(), setting);
        }
        for (int dot = setting.key().indexOf('.'); dot >= 0; dot = setting.key().indexOf('.', dot + 1)) {
            sections.add(setting.key().substring(0, dot));
        }
    }

    private void takeFile(Path file) {
        YamlFile yaml = YamlFile.read(file);
        problems.addAll(yaml.problems());
        yaml.entries().forEach((key, entry) -> takeEntry(key, entry.value(), new Origin.FileLine(file, entry.line())));
    }

    private void takeEntry(String key, RawValue value, Origin origin) {
        boolean nothing = value instanceof RawValue.Nothing;
        if (byKey.containsKey(key)) {
            if (!nothing) {
                written.put(key, new Written(value, origin));
            }
        } else if (sections.contains(key)) {
            if (!nothing) {
                problems.add(new Problem(key, "is a section; its settings go below it", origin));
            }
        } else if (!nothing || !holdsOthers(key)) {
            problems.add(unknown(key, "setting", byKey.keySet(), origin));
        }
    }

    /// Whether an unknown section holds keys: they are complained about one by one, so that it need not be itself.
    private boolean holdsOthers(String key) {
        return problems.stream().anyMatch(problem -> problem.key().startsWith(key + "."));
    }

    private void takeVariable(String name, String value, Map<String, String> environment) {
        Setting<?> setting = byVariable.get(name);
        Setting<?> secret = byFileVariable.get(name);
        if (setting != null) {
            written.put(setting.key(), new Written(new RawValue.Text(value), new Origin.Variable(name)));
        } else if (secret != null && environment.containsKey(secret.variable())) {
            problems.add(new Problem(secret.key(), "given both by " + secret.variable() + " and by " + name
                    + "; keep one", new Origin.Variable(name)));
        } else if (secret != null) {
            takeSecretFile(secret, name, value);
        } else {
            problems.add(unknown(name, "variable", byVariable.keySet(), new Origin.Variable(name)));
        }
    }

    private void takeSecretFile(Setting<?> secret, String variable, String path) {
        try {
            Path file = Path.of(path);
            String text = Files.readString(file).strip();
            written.put(secret.key(), new Written(new RawValue.Text(text), new Origin.NamedFile(variable, file)));
        } catch (IOException | InvalidPathException failed) {
            problems.add(new Problem(secret.key(), "the file " + Problem.quoted(path) + " cannot be read ("
                    + failed.getClass().getSimpleName() + ")", new Origin.Variable(variable)));
        }
    }

    private void takeOption(String key, String value) {
        Origin origin = new Origin.CommandOption("--" + key.replace('_', '-'));
        written.put(key, new Written(new RawValue.Text(value), origin));
    }

    private static Problem unknown(String name, String kind, Set<String> known, Origin origin) {
        Optional<String> nearest = Spelling.nearest(name, known);
        return new Problem(name, "unknown " + kind + nearest.map(n -> "; did you mean " + n + "?")
                .orElse("; `tollgate config reference` lists them all"), origin);
    }

    private Readout judge() {
        Map<String, Chosen> chosen = new LinkedHashMap<>();
        byKey.forEach((key, setting) -> {
            Written taken = written.get(key);
            RawValue raw = taken == null ? new RawValue.Text(setting.defaultText()) : taken.raw();
            Origin origin = taken == null ? new Origin.Default() : taken.origin();
            switch (setting.read(raw)) {
                case Reading.Fits<?> _ -> chosen.put(key, new Chosen(setting, raw, origin));
                case Reading.Unfit<?>(String found) -> problems.add(Problem.badValue(setting, found, origin));
            }
        });
        return new Readout(new Values(chosen), problems);
    }
}
