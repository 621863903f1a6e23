package dev.tollgate.app.settings;

import dev.tollgate.app.settings.AccessLogSettings.Destination;
import dev.tollgate.app.settings.Settings.Outcome;
import dev.tollgate.app.settings.read.Problem;
import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.SettingsSources;
import dev.tollgate.app.settings.read.Values.Chosen;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.target.TargetRules;
import dev.tollgate.domain.username.SessionMinutes;
import dev.tollgate.store.database.PostgresqlConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class SettingsTest {

    private static final String CONTROL_CHARACTER = "a\0b";

    /// What each setting must not be; a setting without a line here fails a test.
    private static final Map<String, String> BAD_VALUES = Map.ofEntries(
            Map.entry("data_dir", ""), Map.entry("server_key.file", CONTROL_CHARACTER),
            Map.entry("store.url", "mysql://tollgate:hush@db/tollgate"),
            Map.entry("gateway.address", "localhost"), Map.entry("gateway.port", "65536"),
            Map.entry("gateway.max_connections", "many"), Map.entry("gateway.buffer_budget", "64MB"), Map.entry(
                    "access_log.max_size", "10KiB"),
            Map.entry("access_log.max_age", "3s"), Map.entry("access_log.max_files", "0"),
            Map.entry("gateway.proxy_protocol", "on"), Map.entry("gateway.trusted_proxies", "10.0.0.1/8"),
            Map.entry("tls.certificate", CONTROL_CHARACTER), Map.entry("tls.key", CONTROL_CHARACTER),
            Map.entry("api.address", "127.1"), Map.entry("api.port", "-1"),
            Map.entry("api.trusted_proxies", "10.0.0.0/33"), Map.entry("api.tls.certificate", CONTROL_CHARACTER),
            Map.entry("api.tls.key", CONTROL_CHARACTER), Map.entry("admin.address", "*"),
            Map.entry("admin.port", "http"), Map.entry("auth.mode", "Strict"),
            Map.entry("auth.throttle.failures", "-1"), Map.entry("auth.throttle.window", "0s"),
            Map.entry("auth.throttle.delay", "3s"), Map.entry("auth.throttle.exempt", "home"),
            Map.entry("targets.allow", "10.0.0.1:0"), Map.entry("targets.guard", "off"),
            Map.entry("targets.denied_ports", "25,0"), Map.entry("targets.allowed_ports", "80;443"),
            Map.entry("webhooks.allow", "*.internal"), Map.entry("dns.servers", "dns.example:53"), Map.entry(
                    "upstream.trust", CONTROL_CHARACTER),
            Map.entry("http.via", "yes"), Map.entry("headers.proxy_status_on_success", "1"),
            Map.entry("session.max_minutes.residential", "0"), Map.entry("session.max_minutes.mobile", "1441"),
            Map.entry("locations.extra_regions", "XK"), Map.entry("kyc.required_products", "res"),
            Map.entry("relay.splice", "on"), Map.entry("timeouts.detect", "10"),
            Map.entry("timeouts.head", "999ms"), Map.entry("timeouts.proxy_header", "25h"),
            Map.entry("timeouts.keep_alive", "1d"), Map.entry("timeouts.next_head", "-1s"),
            Map.entry("timeouts.dns", "0s"), Map.entry("timeouts.connect", "none"),
            Map.entry("timeouts.exit_connect", "1.5s"), Map.entry("timeouts.first_byte", "60 s"),
            Map.entry("timeouts.body_idle", "1m30s"), Map.entry("timeouts.tunnel_idle", ""),
            Map.entry("timeouts.half_closed", "s"), Map.entry("timeouts.tunnel_max", "never"),
            Map.entry("timeouts.dead_peer", "86401s"), Map.entry("drain.delay", "-0s"),
            Map.entry("drain.max", "none"), Map.entry("access_log.path", CONTROL_CHARACTER),
            Map.entry("bootstrap.token", "hel_live_short"), Map.entry("bootstrap.exit", "direct"),
            Map.entry("brand.username_prefix", "helo"), Map.entry("brand.header_prefix", "Helodata-"),
            Map.entry("brand.token_prefix_live", "hel_test_"), Map.entry("brand.token_prefix_test", "hel_live_"),
            Map.entry("brand.realm", "a\"b"), Map.entry("brand.proxy_status_name", "two words"),
            Map.entry("brand.via_pseudonym", ""), Map.entry("brand.product_name", "x".repeat(41)),
            Map.entry("brand.gateway_host", "a b"), Map.entry("brand.gateway_port", "0"),
            Map.entry("brand.support_contact", "x".repeat(201)), Map.entry("cli.api", "localhost:7780"),
            Map.entry("cli.token", "two words"));

    static Stream<Setting<?>> settings() {
        return Settings.SECTIONS.stream().map(Section::settings).flatMap(List::stream);
    }

    @Test
    void without_anything_written_the_defaults_hold() {
        Settings settings = loaded(Map.of());

        assertThat(settings.dataDir()).isEqualTo(Path.of("./data"));
        assertThat(settings.serverKeyFile()).isEqualTo(Path.of("./data/server.key"));
        assertThat(settings.store().postgres()).isEmpty();
        assertThat(settings.gateway().address().isAnyLocalAddress()).isTrue();
        assertThat(settings.gateway().port()).isEqualTo(7777);
        assertThat(settings.gateway().maxConnections()).isEmpty();
        assertThat(settings.gateway().bufferBudget()).isEmpty();
        assertThat(settings.api().address().isLoopbackAddress()).isTrue();
        assertThat(settings.api().port()).isEqualTo(7780);
        assertThat(settings.admin().address().isLoopbackAddress()).isTrue();
        assertThat(settings.admin().port()).isEqualTo(7790);
        assertThat(settings.targets().rules()).isEqualTo(TargetRules.DEFAULT);
        assertThat(settings.webhooks().allow()).isEmpty();
        assertThat(settings.session().maxMinutes()).isEqualTo(SessionMinutes.DEFAULT);
        assertThat(settings.auth().mode()).isEqualTo(AuthSettings.Mode.COMPAT);
        assertThat(settings.auth().throttle().failures()).isEqualTo(100);
        assertThat(settings.auth().throttle().window()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.auth().throttle().firstDelay()).isEqualTo(Duration.ofMillis(250));
        assertThat(settings.http().via()).isFalse();
        assertThat(settings.accessLog().destination()).isEqualTo(new Destination.Nowhere());
        assertThat(settings.bootstrap().exit()).isEqualTo(BootstrapSettings.Exit.LOCAL);
        assertThat(settings.timeouts().tunnelIdle()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.timeouts().tunnelMax()).isEmpty();
        assertThat(settings.drain()).isEqualTo(new DrainSettings(Duration.ZERO, Duration.ofSeconds(30)));
    }

    @Test
    void no_key_is_declared_twice() {
        assertThat(settings().map(Setting::key)).doesNotHaveDuplicates();
        assertThat(settings().map(Setting::variable)).doesNotHaveDuplicates();
    }

    @Test
    void every_setting_has_a_bad_value_in_this_test() {
        assertThat(settings().map(Setting::key)).containsExactlyInAnyOrderElementsOf(BAD_VALUES.keySet());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void a_bad_value_is_refused_in_one_line_with_key_value_remedy_and_place(Setting<?> setting) {
        String bad = BAD_VALUES.getOrDefault(setting.key(), "");

        List<Problem> problems = refused(Map.of(setting.variable(), bad));

        assertThat(problems).hasSize(1);
        String line = problems.getFirst().line();
        assertThat(line.lines()).hasSize(1);
        assertThat(line).startsWith(setting.key() + ": ").contains(setting.syntax().expected())
                .endsWith("(" + setting.variable() + ")");
        if (setting.secret()) {
            assertThat(line).doesNotContain(bad);
        }
    }

    @Test
    void all_problems_are_found_at_once() {
        Map<String, String> bad = new HashMap<>();
        settings().forEach(setting -> bad.put(setting.variable(), BAD_VALUES.getOrDefault(setting.key(), "")));

        List<Problem> problems = refused(bad);

        assertThat(problems).extracting(Problem::key)
                .containsExactlyInAnyOrderElementsOf(settings().map(Setting::key).toList());
    }

    @Test
    void lists_are_written_with_commas_in_the_environment() {
        Settings settings = loaded(Map.of("TOLLGATE_DNS__SERVERS", "192.0.2.1, 192.0.2.2:5353,[2001:db8::1]:53,::1"));

        assertThat(settings.dns().servers()).containsExactly(server("192.0.2.1", 53),
                server("192.0.2.2", 5353), server("2001:db8::1", 53),
                server("::1", 53));
    }

    @Test
    void sizes_may_have_units() {
        assertThat(loaded(Map.of("TOLLGATE_GATEWAY__BUFFER_BUDGET", "64MiB")).gateway().bufferBudget())
                .contains(67_108_864L);
        assertThat(loaded(Map.of("TOLLGATE_GATEWAY__BUFFER_BUDGET", "2000000")).gateway().bufferBudget())
                .contains(2_000_000L);
        assertThat(refused(Map.of("TOLLGATE_GATEWAY__BUFFER_BUDGET", "999999999999999GiB"))).hasSize(1);
    }

    @Test
    void a_postgresql_url_is_taken_apart() {
        PostgresqlConfig url = loaded(Map.of("TOLLGATE_STORE__URL",
                "postgresql://toll:p%40s+s@db:6432/gate?sslmode=require"))
                .store().postgres().orElseThrow();

        assertThat(url.user()).isEqualTo("toll");
        assertThat(url.password().reveal()).isEqualTo("p@s+s");
        assertThat(url.place()).isEqualTo("db:6432/gate");
        assertThat(url.options()).containsEntry("sslmode", "require");
        assertThat(url.toString()).doesNotContain("p@s+s");
    }

    @Test
    void a_certificate_without_a_key_is_refused() {
        assertThat(refused(Map.of("TOLLGATE_TLS__CERTIFICATE", "cert.pem"))).singleElement()
                .extracting(Problem::line)
                .isEqualTo("tls.key: missing; set it beside tls.certificate, or neither (TOLLGATE_TLS__CERTIFICATE)");
        assertThat(refused(Map.of("TOLLGATE_API__TLS__KEY", "key.pem"))).extracting(Problem::key)
                .containsExactly("api.tls.certificate");
    }

    @Test
    void required_proxy_headers_are_believed_of_somebody() {
        assertThat(refused(Map.of("TOLLGATE_GATEWAY__PROXY_PROTOCOL", "required"))).extracting(Problem::key)
                .containsExactly("gateway.trusted_proxies");
        assertThat(loaded(Map.of("TOLLGATE_GATEWAY__PROXY_PROTOCOL", "required", "TOLLGATE_GATEWAY__TRUSTED_PROXIES",
                "10.0.0.0/8,2001:db8::5")).gateway().trustedProxies()).hasSize(2);
    }

    @Test
    void two_listeners_on_one_port_are_refused_unless_any_free_one_will_do() {
        assertThat(refused(Map.of("TOLLGATE_API__PORT", "7777"))).extracting(Problem::key).containsExactly("api.port");
        assertThat(loaded(Map.of("TOLLGATE_API__PORT", "0", "TOLLGATE_ADMIN__PORT", "0")).api().port()).isZero();
        assertThat(loaded(Map.of("TOLLGATE_API__PORT", "7790", "TOLLGATE_ADMIN__ADDRESS", "127.0.0.2")).api().port())
                .isEqualTo(7790);
    }

    @Test
    void a_first_token_must_bear_the_brand() {
        String token = "hel_live_" + "a".repeat(64);

        assertThat(loaded(Map.of("TOLLGATE_BOOTSTRAP__TOKEN", token)).bootstrap().token().map(Secret::reveal))
                .contains(token);
        assertThat(refused(Map.of("TOLLGATE_BOOTSTRAP__TOKEN", token, "TOLLGATE_BRAND__TOKEN_PREFIX_LIVE",
                "acme_live_")))
                .singleElement().extracting(Problem::line).asString().startsWith("bootstrap.token: ")
                .doesNotContain(token);
    }

    @Test
    void secrets_are_shown_as_set_or_unset() {
        String token = "hel_live_" + "a".repeat(64);

        List<Chosen> shown = switch (Settings.load(SettingsSources.of(Map.of("TOLLGATE_BOOTSTRAP__TOKEN", token)))) {
            case Outcome.Loaded(var _, var values) -> values.all().filter(chosen -> chosen.setting().secret()).toList();
            case Outcome.Refused(var problems) -> throw new AssertionError(problems);
        };

        assertThat(shown).extracting(Chosen::shown).containsExactly("unset", "set", "unset");
    }

    private static InetSocketAddress server(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    private static Settings loaded(Map<String, String> environment) {
        return switch (Settings.load(SettingsSources.of(environment))) {
            case Outcome.Loaded(Settings settings, var _) -> settings;
            case Outcome.Refused(List<Problem> problems) -> throw new AssertionError(problems);
        };
    }

    private static List<Problem> refused(Map<String, String> environment) {
        return switch (Settings.load(SettingsSources.of(environment))) {
            case Outcome.Loaded(Settings settings, var _) -> throw new AssertionError(settings);
            case Outcome.Refused(List<Problem> problems) -> problems;
        };
    }
}
