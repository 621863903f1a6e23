package dev.tollgate.gateway.inbound.socks5;

import dev.tollgate.domain.admission.Moment;
import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.domain.traffic.ExchangeProtocol;
import dev.tollgate.gateway.connection.ClientConnection;
import dev.tollgate.gateway.record.Exchange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A connection's exchange, begun when there is something to decide but as of the connection's first byte: what was read and
/// answered before is its own too. Confined to the connection's event loop.
final class LateExchange {
    private final ClientConnection connection;
    private @Nullable Moment started;
    private @Nullable Exchange exchange;
    private long read;
    private long answered;

    LateExchange(ClientConnection connection) {
        this.connection = connection;
    }

    /// Bytes came.
    void touch() {
        if (started == null) {
            started = connection.services().clock().now();
        }
    }

    /// A message of the client's was read.
    void read(int bytes) {
        if (exchange == null) {
            read += bytes;
        } else {
            exchange.bytes().addIn(bytes);
        }
    }

    void answered(int bytes) {
        if (exchange == null) {
            answered += bytes;
        } else {
            exchange.bytes().addOut(bytes);
        }
    }

    /// Begins it unless it is begun.
    Exchange begun() {
        if (exchange == null) {
            Moment first = started == null ? connection.services().clock().now() : started;
            exchange = connection.begin(ExchangeProtocol.SOCKS5, first);
            exchange.bytes().addIn(read);
            exchange.bytes().addOut(answered);
        }
        return exchange;
    }

    Optional<Exchange> ifBegun() {
        return Optional.ofNullable(exchange);
    }

    /// Writes its record, if it was begun and is not ended.
    void end(Ending why) {
        if (exchange != null) {
            exchange.end(why);
        }
    }
}
