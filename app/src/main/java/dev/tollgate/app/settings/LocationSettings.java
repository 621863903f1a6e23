package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Syntaxes;
import dev.tollgate.app.settings.read.Values;
import java.util.List;
import java.util.regex.Pattern;

/// Which places exist.
///
/// @param extraRegions regions beside those of ISO 3166-1
public record LocationSettings(List<String> extraRegions) {

    static final Section SECTION = new Section("locations", "Which places a username may ask for.");

    static final Setting<List<String>> EXTRA_REGIONS = SECTION.setting("extra_regions",
            Syntaxes.text("two lower-case letters", Pattern.compile("[a-z]{2}")).list(), "",
            "Regions that are known beside those of ISO 3166-1.");

    static LocationSettings from(Values values) {
        return new LocationSettings(values.get(EXTRA_REGIONS));
    }
}
