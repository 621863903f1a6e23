package dev.tollgate.app.settings;

/// A secret from the settings; it does not show itself in logs.
public record HiddenText(String reveal) {

    @Override
    public String toString() {
        return "HiddenText[hidden]";
    }
}
