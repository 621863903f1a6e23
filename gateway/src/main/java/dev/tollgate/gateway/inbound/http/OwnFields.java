package dev.tollgate.gateway.inbound.http;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.exit.Exit;
import dev.tollgate.domain.exit.ExitLabels;
import dev.tollgate.domain.exit.ExitWish;
import dev.tollgate.domain.exit.LabelValue;
import dev.tollgate.domain.traffic.RequestId;
import dev.tollgate.gateway.connection.GatewayOptions;
import dev.tollgate.gateway.http1.FieldLines;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes our own fields into the head of a success (G§12). Confined to its connection's event loop: it remembers what it wrote
/// of the last exit.
final class OwnFields {
    static final String BYTES_OUT = "Bytes-Out";

    private final GatewayOptions options;
    private @Nullable Exit lastExit;
    private @Nullable ExitWish lastWish;
    private String lastExitLines = "";

    OwnFields(GatewayOptions options) {
        this.options = options;
    }

    /// The head of a CONNECT's success: neither framing nor a body (RFC 9110, section 9.3.6).
    void connectEstablished(RequestId id, Exit exit, ExitWish wish, boolean tagIgnored, ByteBuf out) {
        ByteBufUtil.writeAscii(out, "HTTP/1.1 200 Connection Established\r\n");
        // What a tunnel will have moved is not known when it begins.
        append(id, 0, exit, wish, tagIgnored, out);
        appendBytesOut(0, out);
        FieldLines.end(out);
    }

    /// All but `Bytes-Out`, which has to be the last.
    void append(RequestId id, long bytesIn, Exit exit, ExitWish wish, boolean tagIgnored, ByteBuf out) {
        own("Request-Id", id.value(), out);
        prefix(out);
        FieldLines.append(out, "Bytes-In", bytesIn);
        ByteBufUtil.writeAscii(out, exitLines(exit, wish));
        if (tagIgnored) {
            own("Warning", "tag-ignored", out);
        }
        if (options.proxyStatusOnSuccess()) {
            FieldLines.append(out, "Proxy-Status", options.brand().proxyStatusName());
        }
    }

    void appendBytesOut(long bytesOut, ByteBuf out) {
        prefix(out);
        FieldLines.append(out, BYTES_OUT, bytesOut);
    }

    /// Writes `Bytes-Out` as the last thing that is counted by it.
    ///
    /// @param others all bytes but those of this line
    void appendOwnCount(long others, ByteBuf out) {
        int line = options.brand().headerPrefix().length() + BYTES_OUT.length() + ": \r\n".length();
        appendBytesOut(countingItself(others + line), out);
    }

    void appendTrailerName(ByteBuf out) {
        FieldLines.append(out, "Trailer", options.brand().header(BYTES_OUT));
    }

    /// The number that counts its own digits too.
    static long countingItself(long others) {
        int digits = 1;
        while (Long.toString(others + digits).length() > digits) {
            digits++;
        }
        return others + digits;
    }

    private String exitLines(Exit exit, ExitWish wish) {
        if (!exit.equals(lastExit) || !wish.equals(lastWish)) {
            lastExit = exit;
            lastWish = wish;
            lastExitLines = render(exit, wish);
        }
        return lastExitLines;
    }

    private String render(Exit exit, ExitWish wish) {
        StringBuilder lines = new StringBuilder(96);
        exit.exitIp().map(IpAddress::toString).ifPresent(ip -> line(lines, "Exit-IP", ip));
        geo(exit.labels(), wish).ifPresent(geo -> line(lines, "Exit-Geo", geo));
        shown(exit.labels().asn(), wish.asn()).ifPresent(asn -> line(lines, "Exit-ASN", asn));
        return lines.toString();
    }

    private void line(StringBuilder lines, String name, String value) {
        lines.append(options.brand().header(name)).append(": ").append(value).append("\r\n");
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

    private void own(String name, String value, ByteBuf out) {
        prefix(out);
        FieldLines.append(out, name, value);
    }

    /// A header's name is written in two steps, which saves making it.
    private void prefix(ByteBuf out) {
        ByteBufUtil.writeAscii(out, options.brand().headerPrefix());
    }
}
