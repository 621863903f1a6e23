package dev.tollgate.gateway.inbound.http;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.exit.Exit;
import dev.tollgate.domain.exit.ExitLabels;
import dev.tollgate.domain.exit.ExitWish;
import dev.tollgate.domain.exit.LabelValue;
import dev.tollgate.domain.traffic.RequestId;
import dev.tollgate.gateway.connection.GatewayOptions;
import java.util.Optional;

/// Writes our own fields into the head of a success (G§12).
final class OwnFields {
    private final GatewayOptions options;

    OwnFields(GatewayOptions options) {
        this.options = options;
    }

    /// The head of a CONNECT's success: neither framing nor a body (RFC 9110, section 9.3.6).
    String connectEstablished(RequestId id, Exit exit, ExitWish wish, boolean tagIgnored) {
        StringBuilder head = new StringBuilder(256).append("HTTP/1.1 200 Connection Established\r\n");
        // What a tunnel will have moved is not known when it begins.
        append(head, id, "0", Optional.of("0"), exit, wish, tagIgnored);
        return head.append("\r\n").toString();
    }

    /// @param bytesOut empty where the length is not known yet
    void append(StringBuilder head, RequestId id, String bytesIn, Optional<String> bytesOut, Exit exit, ExitWish wish,
            boolean tagIgnored) {
        own(head, "Request-Id", id.value());
        own(head, "Bytes-In", bytesIn);
        bytesOut.ifPresent(bytes -> own(head, "Bytes-Out", bytes));
        exit.exitIp().map(IpAddress::toString).ifPresent(ip -> own(head, "Exit-IP", ip));
        geo(exit.labels(), wish).ifPresent(geo -> own(head, "Exit-Geo", geo));
        shown(exit.labels().asn(), wish.asn()).ifPresent(asn -> own(head, "Exit-ASN", asn));
        if (tagIgnored) {
            own(head, "Warning", "tag-ignored");
        }
        if (options.proxyStatusOnSuccess()) {
            head.append("Proxy-Status: ").append(options.brand().proxyStatusName()).append("\r\n");
        }
    }

    /// `us`, `us/ca` or `us/ca/la`: as far as the exit says where it is, and as requested where it covers everything.
    private static Optional<String> geo(ExitLabels labels, ExitWish wish) {
        return shown(labels.region(), Optional.of(wish.region())).map(region -> {
            Optional<String> state = shown(labels.state(), wish.state());
            Optional<String> city = state.isPresent() ? shown(labels.city(), wish.city()) : Optional.empty();
            return region + state.map(value -> "/" + value).orElse("") + city.map(value -> "/" + value).orElse("");
        });
    }

    private static Optional<String> shown(LabelValue label, Optional<String> wished) {
        return switch (label) {
            case LabelValue.None() -> Optional.empty();
            case LabelValue.Any() -> wished;
            case LabelValue.OneOf(var values) -> values.size() == 1
                    ? Optional.of(values.iterator().next())
                    : wished.filter(values::contains);
        };
    }

    private void own(StringBuilder head, String name, String value) {
        head.append(options.brand().header(name)).append(": ").append(value).append("\r\n");
    }
}
