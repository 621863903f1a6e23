package dev.tollgate.app.settings;

import dev.tollgate.app.settings.GatewaySettings.ProxyProtocol;
import dev.tollgate.app.settings.read.Problem;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Values;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What settings ask of one another.
final class SettingsRules {

    /// A rule is only asked when the settings it reads could be understood.
    private record Rule(List<Setting<?>> reads, Function<Values, Optional<Problem>> check) {}

    private static final List<Rule> RULES = List.of(
            together(TlsSettings.CERTIFICATE, TlsSettings.KEY),
            together(ApiSettings.CERTIFICATE, ApiSettings.KEY),
            new Rule(List.of(GatewaySettings.PROXY_PROTOCOL, GatewaySettings.TRUSTED_PROXIES),
                    SettingsRules::headersAreBelievedOfSomebody),
            new Rule(List.of(BootstrapSettings.TOKEN, BrandSettings.TOKEN_PREFIX_LIVE),
                    SettingsRules::tokenBearsThePrefix),
            apart(GatewaySettings.ADDRESS, GatewaySettings.PORT, ApiSettings.ADDRESS, ApiSettings.PORT),
            apart(GatewaySettings.ADDRESS, GatewaySettings.PORT, AdminSettings.ADDRESS, AdminSettings.PORT),
            apart(ApiSettings.ADDRESS, ApiSettings.PORT, AdminSettings.ADDRESS, AdminSettings.PORT));

    private SettingsRules() {}

    static List<Problem> broken(Values values) {
        return RULES.stream()
                .filter(rule -> values.has(rule.reads()))
                .flatMap(rule -> rule.check().apply(values).stream())
                .toList();
    }

    private static Rule together(Setting<Optional<Path>> certificate, Setting<Optional<Path>> key) {
        return new Rule(List.of(certificate, key), values -> {
            boolean hasCertificate = values.get(certificate).isPresent();
            if (hasCertificate == values.get(key).isPresent()) {
                return Optional.empty();
            }
            Setting<?> given = hasCertificate ? certificate : key;
            Setting<?> missing = hasCertificate ? key : certificate;
            return Optional.of(new Problem(missing.key(), "missing; set it beside " + given.key() + ", or neither",
                    values.origin(given)));
        });
    }

    private static Optional<Problem> headersAreBelievedOfSomebody(Values values) {
        return values.get(GatewaySettings.PROXY_PROTOCOL) == ProxyProtocol.REQUIRED
                && values.get(GatewaySettings.TRUSTED_PROXIES).isEmpty()
                        ? Optional.of(new Problem(GatewaySettings.TRUSTED_PROXIES.key(),
                                "empty; name the load balancers whose PROXY header is believed, since "
                                        + GatewaySettings.PROXY_PROTOCOL.key() + " is required",
                                values.origin(GatewaySettings.PROXY_PROTOCOL)))
                        : Optional.empty();
    }

    private static Optional<Problem> tokenBearsThePrefix(Values values) {
        String prefix = values.get(BrandSettings.TOKEN_PREFIX_LIVE);
        return values.get(BootstrapSettings.TOKEN)
                .filter(token -> !token.reveal().startsWith(prefix))
                .map(_ -> new Problem(BootstrapSettings.TOKEN.key(),
                        "the value given (not shown) does not begin with " + prefix + " as "
                                + BrandSettings.TOKEN_PREFIX_LIVE.key() + " asks",
                        values.origin(BootstrapSettings.TOKEN)));
    }

    private static Rule apart(Setting<InetAddress> oneAddress, Setting<Integer> onePort,
            Setting<InetAddress> otherAddress, Setting<Integer> otherPort) {
        return new Rule(List.of(oneAddress, onePort, otherAddress, otherPort), values -> {
            int port = values.get(onePort);
            boolean collide = port != 0 && port == values.get(otherPort)
                    && overlap(values.get(oneAddress), values.get(otherAddress));
            return collide
                    ? Optional.of(new Problem(otherPort.key(), port + " is also " + onePort.key()
                            + "; give each listener a port of its own", values.origin(otherPort)))
                    : Optional.empty();
        });
    }

    private static boolean overlap(InetAddress one, InetAddress other) {
        return one.equals(other) || one.isAnyLocalAddress() || other.isAnyLocalAddress();
    }
}
