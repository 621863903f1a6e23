package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Problem;
import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.SettingsReader;
import dev.tollgate.app.settings.read.SettingsSources;
import dev.tollgate.app.settings.read.Syntaxes;
import dev.tollgate.app.settings.read.TakesEffect;
import dev.tollgate.app.settings.read.Values;
import dev.tollgate.domain.brand.Brand;
import dev.tollgate.gateway.connection.Timeouts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All settings of a node, judged and complete.
public record Settings(
        Path dataDir,
        Path serverKeyFile,
        NodeSettings node,
        StoreSettings store,
        GatewaySettings gateway,
        ApiSettings api,
        AdminSettings admin,
        TlsSettings tls,
        TargetSettings targets,
        DnsSettings dns,
        UpstreamSettings upstream,
        BootstrapSettings bootstrap,
        AuthSettings auth,
        HttpSettings http,
        HeaderSettings headers,
        SessionSettings session,
        LocationSettings locations,
        KycSettings kyc,
        RelaySettings relay,
        AccessLogSettings accessLog,
        Timeouts timeouts,
        Brand brand,
        DrainSettings drain,
        CliSettings cli) {

    private static final Section TOP = new Section("", "Where Tollgate keeps its files.");
    private static final Section SERVER_KEY = new Section("server_key", "The key under which secrets are hashed.");

    static final Setting<Path> DATA_DIR = TOP.setting("data_dir", Syntaxes.PATH, "./data",
            "The folder of the database, the server key and the journal; one node at a time uses it.",
            TakesEffect.AT_START);
    static final Setting<Optional<Path>> SERVER_KEY_FILE = SERVER_KEY.setting("file", Syntaxes.PATH.optional(), "",
            "The file of the server key, made at the first start; empty: `server.key` in the data folder. "
                    + "Nodes over one PostgreSQL share one key.",
            TakesEffect.AT_START);

    /// Variables that begin like ours, but are read by the launcher.
    public static final Set<String> LAUNCHER_VARIABLES = Set.of("TOLLGATE_JAVA_OPTS");

    /// All sections, in the order of the reference.
    public static final List<Section> SECTIONS = List.of(TOP, SERVER_KEY, NodeSettings.SECTION, StoreSettings.SECTION,
            GatewaySettings.SECTION,
            TlsSettings.SECTION, ApiSettings.SECTION, AdminSettings.SECTION, AuthSettings.SECTION,
            TargetSettings.SECTION, DnsSettings.SECTION, UpstreamSettings.SECTION, HttpSettings.SECTION,
            HeaderSettings.SECTION, SessionSettings.SECTION, LocationSettings.SECTION, KycSettings.SECTION,
            RelaySettings.SECTION, TimeoutSettings.SECTION, DrainSettings.SECTION, AccessLogSettings.SECTION,
            BootstrapSettings.SECTION, BrandSettings.SECTION, CliSettings.SECTION);

    /// What comes of looking for settings.
    public sealed interface Outcome {

        /// They are all valid; `values` tells where each came from.
        record Loaded(Settings settings, Values values) implements Outcome {}

        /// They are not, for every one of these reasons.
        record Refused(List<Problem> problems) implements Outcome {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /// Reads and judges the settings; all problems are found at once.
    public static Outcome load(SettingsSources sources) {
        SettingsReader.Readout readout = SettingsReader.read(SECTIONS, LAUNCHER_VARIABLES, sources);
        var problems = new ArrayList<>(readout.problems());
        problems.addAll(SettingsRules.broken(readout.values()));
        if (!problems.isEmpty()) {
            return new Outcome.Refused(problems);
        }
        return new Outcome.Loaded(from(readout.values()), readout.values());
    }

    /// The files that [#load] reads: that of the settings, and those of secrets which have one of their own.
    public static List<Path> files(SettingsSources sources) {
        return SettingsReader.files(SECTIONS, sources);
    }

    /// What values mean that were judged before.
    public static Settings from(Values values) {
        Path dataDir = values.get(DATA_DIR);
        return new Settings(
                dataDir,
                values.get(SERVER_KEY_FILE).orElseGet(() -> dataDir.resolve("server.key")),
                NodeSettings.from(values),
                StoreSettings.from(values),
                GatewaySettings.from(values),
                ApiSettings.from(values),
                AdminSettings.from(values),
                TlsSettings.from(values),
                TargetSettings.from(values),
                DnsSettings.from(values),
                UpstreamSettings.from(values),
                BootstrapSettings.from(values),
                AuthSettings.from(values),
                HttpSettings.from(values),
                HeaderSettings.from(values),
                SessionSettings.from(values),
                LocationSettings.from(values),
                KycSettings.from(values),
                RelaySettings.from(values),
                AccessLogSettings.from(values),
                TimeoutSettings.from(values),
                BrandSettings.from(values),
                DrainSettings.from(values),
                CliSettings.from(values));
    }
}
