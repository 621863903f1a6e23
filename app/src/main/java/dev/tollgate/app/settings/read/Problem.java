package dev.tollgate.app.settings.read;

/// Something in the settings that keeps Tollgate from starting.
///
/// @param key the setting, or the unknown key or variable
/// @param what what was found and what would be valid
/// @param origin where to go to put it right
public record Problem(String key, String what, Origin origin) {

    private static final int LONGEST_QUOTE = 80;

    static Problem badValue(Setting<?> setting, String found, Origin origin) {
        String shown = setting.secret() ? "the value given (not shown)" : quoted(found);
        return new Problem(setting.key(), shown + " is not valid; expected " + setting.syntax().expected(), origin);
    }

    /// The problem on one line, whatever the value holds.
    public String line() {
        return key + ": " + what + " (" + origin.shown() + ")";
    }

    static String quoted(String found) {
        String cut = found.length() > LONGEST_QUOTE ? found.substring(0, LONGEST_QUOTE) + "…" : found;
        return "\"" + cut.replaceAll("\\p{Cntrl}", "?") + "\"";
    }
}
