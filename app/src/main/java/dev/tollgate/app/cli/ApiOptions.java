package dev.tollgate.app.cli;

import dev.tollgate.app.client.ApiAddress;
import dev.tollgate.app.settings.ApiSettings;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.app.settings.read.SettingsSources;
import dev.tollgate.domain.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options of every command that works over the API.
final class ApiOptions {

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Option(names = "--api", paramLabel = "URL", description = "The API to talk to; goes before cli.api. Without both, "
            + "that of this node's settings.")
    private @Nullable String api;

    @Option(names = "--token", paramLabel = "TOKEN", description = "The API token; goes before cli.token. Others on this "
            + "machine can read it here: prefer TOLLGATE_CLI__TOKEN.")
    private @Nullable String token;

    @Option(names = "--account", paramLabel = "ID", description = "The account to act inside, as an operator.")
    private @Nullable String account;

    @Option(names = "--json", description = "Print what the API answers, for programs.")
    private boolean json;

    boolean json() {
        return json;
    }

    ApiSession open(Surroundings around) {
        return new ApiSession(around.commands().connect(address(around)), json, around.out());
    }

    private ApiAddress address(Surroundings around) {
        SettingsSources sources = settings.sources(around.environment());
        sources = api == null ? sources : sources.withOption("cli.api", api);
        sources = token == null ? sources : sources.withOption("cli.token", token);
        Settings loaded = SettingsOptions.load(sources).settings();
        Secret secret = loaded.cli().token().orElseThrow(() -> new UserError("there is no API token",
                "set TOLLGATE_CLI__TOKEN or --token; `tollgate token create` makes one"));
        // Of another node's API nothing is known from here.
        Optional<X509Certificate> own = loaded.cli().api().isPresent()
                ? Optional.empty()
                : loaded.api().tls().map(files -> certificate(files.certificate()));
        return new ApiAddress(loaded.cli().api().orElseGet(() -> own(loaded.api())), secret,
                Optional.ofNullable(account), loaded.brand().header("Account"), own);
    }

    /// The server's own, which stands first in the file.
    private static X509Certificate certificate(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (IOException | CertificateException _) {
            throw new UserError("api.tls.certificate " + file + " cannot be read",
                    "let this user read it, or name the API with --api");
        }
    }

    /// The API of a node with these settings, seen from the same machine.
    private static URI own(ApiSettings api) {
        InetAddress address = api.address().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : api.address();
        String host = address.getHostAddress();
        return URI.create((api.tls().isPresent() ? "https://" : "http://")
                + (host.contains(":") ? "[" + host + "]" : host) + ":" + api.port());
    }
}
