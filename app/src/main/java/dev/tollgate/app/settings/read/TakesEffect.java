package dev.tollgate.app.settings.read;

/// When a changed value of a setting is heeded.
public enum TakesEffect {
    /// When a running node reads its settings again.
    AT_RELOAD("reload"),
    /// Only when a node starts: what hangs on it cannot be exchanged under a running one.
    AT_START("start"),
    /// When the data of an installation are made, and never after.
    AT_FIRST_START("first start"),
    /// Whenever a command is run; a node does not read it.
    AT_COMMAND("command");

    private final String shown;

    TakesEffect(String shown) {
        this.shown = shown;
    }

    /// In the reference.
    public String shown() {
        return shown;
    }
}
