package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;

/// The reference of all settings as a Markdown page; `docs/reference/configuration.md` is this text.
public final class ConfigReference {

    private static final String INTRODUCTION = """
            # Settings

            All settings of Tollgate, with their defaults. `./tollgate config reference` prints this page, and
            `./tollgate config check --config FILE` says what a file makes of it, and where each value comes from.

            - **File**: YAML, named with `--config`. A section is a mapping; a list is a YAML list, or text with commas
              between. Quote values that begin with a colon, such as `"::"`. Unknown keys are errors.
            - **Environment**: laid over the file. `auth.throttle.failures` is `TOLLGATE_AUTH__THROTTLE__FAILURES`:
              capitals, and two underscores for a dot. Lists are written with commas.
            - **Secrets** are never shown. Their variable with `_FILE` behind it names a file that holds the value.
            - Sizes are written `64MiB`, durations `250ms`, `10s`, `5m`, `2h`. Relative paths start at the working
              directory.
            - **Changes at**: `reload` is heeded by a running node, on `SIGHUP` or within seconds of the file being saved, and
              goes for connections that come from then on; `start` only by a new process; `first start` once, when the
              data are made; `command` by the commands that read it. If anything is not valid, all stays as it was.
            """;

    private ConfigReference() {}

    /// The page.
    public static String page() {
        var page = new StringBuilder(INTRODUCTION);
        Settings.SECTIONS.forEach(section -> append(page, section));
        return page.toString();
    }

    private static void append(StringBuilder page, Section section) {
        String title = section.name().isEmpty() ? "Top level" : "`" + section.name() + "`";
        page.append("\n## ").append(title).append("\n\n").append(section.description()).append("\n\n");
        page.append("| key | default | valid | what it does | changes at |\n|---|---|---|---|---|\n");
        section.settings().forEach(setting -> page.append(row(setting)));
    }

    private static String row(Setting<?> setting) {
        String value = setting.defaultText().isEmpty() ? "empty" : "`" + setting.defaultText() + "`";
        String secret = setting.secret() ? " Secret." : "";
        return "| `" + setting.key() + "` | " + value + " | " + setting.syntax().expected().replace("|", "\\|") + " | "
                + setting.description() + secret + " | " + setting.effect().shown() + " |\n";
    }
}
