package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Syntaxes;
import dev.tollgate.app.settings.read.Values;
import dev.tollgate.domain.address.Cidr;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The listener of the REST API.
///
/// @param tls empty: plain HTTP
public record ApiSettings(
        InetAddress address, int port, List<Cidr> trustedProxies, Optional<CertificateFiles> tls) {

    static final Section SECTION = new Section("api", "The listener of the REST API.");

    static final Setting<InetAddress> ADDRESS = SECTION.setting("address", Syntaxes.ADDRESS, "127.0.0.1",
            "The address to listen on.");
    static final Setting<Integer> PORT = SECTION.setting("port", Syntaxes.LISTEN_PORT, "7780",
            "The port to listen on.");
    static final Setting<List<Cidr>> TRUSTED_PROXIES = SECTION.setting("trusted_proxies", Networks.LIST, "",
            "The reverse proxies whose `X-Forwarded-For` is believed.");
    static final Setting<Optional<Path>> CERTIFICATE = SECTION.setting("tls.certificate", Syntaxes.PATH.optional(),
            "", "The PEM file of the API's certificate and its chain; empty: plain HTTP.");
    static final Setting<Optional<Path>> KEY = SECTION.setting("tls.key", Syntaxes.PATH.optional(), "",
            "The PEM file of the certificate's private key.");

    static ApiSettings from(Values values) {
        return new ApiSettings(values.get(ADDRESS), values.get(PORT), values.get(TRUSTED_PROXIES),
                CertificateFiles.of(values.get(CERTIFICATE), values.get(KEY)));
    }
}
