package dev.tollgate.app.settings.read;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// What was chosen for every setting that could be understood.
public final class Values {

    /// One setting with what was written for it and where.
    public record Chosen(Setting<?> setting, RawValue raw, Origin origin) {

        /// The value as it may be shown.
        public String shown() {
            if (setting.secret()) {
                return raw.shown().isEmpty() ? "unset" : "set";
            }
            return raw.shown().isEmpty() ? "empty" : raw.shown();
        }
    }

    private final SequencedMap<String, Chosen> byKey;

    Values(Map<String, Chosen> byKey) {
        this.byKey = new LinkedHashMap<>(byKey);
    }

    /// The value of a setting for which [#has] holds.
    public <T> T get(Setting<T> setting) {
        return switch (setting.read(chosen(setting).raw())) {
            case Reading.Fits<T>(T value) -> value;
            case Reading.Unfit<T> _ -> throw new IllegalStateException(setting.key() + " was let through unread");
        };
    }

    /// Whether every one of these was understood.
    public boolean has(List<Setting<?>> settings) {
        return settings.stream().allMatch(setting -> byKey.containsKey(setting.key()));
    }

    /// Where the value of a setting came from.
    public Origin origin(Setting<?> setting) {
        return chosen(setting).origin();
    }

    /// All of them, in the order of the reference.
    public Stream<Chosen> all() {
        return byKey.values().stream();
    }

    /// The settings of `effect` for which something else is written here than in `before`.
    public List<String> changed(Values before, TakesEffect effect) {
        return byKey.values().stream().filter(now -> now.setting().effect() == effect
                && !now.raw().equals(before.chosen(now.setting()).raw())).map(now -> now.setting().key()).toList();
    }

    /// These, but for those of `effect`, which stay as they were.
    public Values keeping(Values before, TakesEffect effect) {
        Map<String, Chosen> mixed = new LinkedHashMap<>();
        byKey.forEach((key, now) -> mixed.put(key,
                now.setting().effect() == effect ? before.chosen(now.setting()) : now));
        return new Values(mixed);
    }

    private Chosen chosen(Setting<?> setting) {
        Chosen chosen = byKey.get(setting.key());
        if (chosen == null) {
            throw new IllegalStateException(setting.key() + " has no value");
        }
        return chosen;
    }
}
