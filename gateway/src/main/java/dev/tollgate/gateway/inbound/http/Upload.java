package dev.tollgate.gateway.inbound.http;

import dev.tollgate.gateway.forward.BodyReader;
import dev.tollgate.gateway.forward.BodyWriter;
import dev.tollgate.gateway.forward.UpstreamConnection;
import dev.tollgate.gateway.http1.ChunkReading;
import dev.tollgate.gateway.http1.RequestHead;
import dev.tollgate.gateway.record.Exchange;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The body of a plain request, from the client's buffer to the target. Holds none of it: where the target does not take more, the
/// client is not read. Confined to the connection's event loop.
final class Upload {
    private final HttpInbound inbound;
    private final Exchange exchange;
    private final BodyReader body;
    private @Nullable Channel target;
    private @Nullable BodyWriter writer;
    private boolean begun;

    Upload(HttpInbound inbound, Exchange exchange, RequestHead head) {
        this.inbound = inbound;
        this.exchange = exchange;
        this.body = new BodyReader(head.framing());
    }

    /// As far as it was read.
    BodyReader body() {
        return body;
    }

    /// Whether any byte of it was read.
    boolean begun() {
        return begun;
    }

    boolean ended() {
        return body.ended();
    }

    void to(UpstreamConnection upstream, RequestHead head) {
        target = upstream.channel();
        writer = new BodyWriter(upstream.channel(), head.framing());
    }

    /// Sends no more: the target does not want it, or there is none.
    void stop() {
        target = null;
        writer = null;
    }

    /// Sends what the client's buffer holds, as far as the target takes it, and flushes.
    ///
    /// @return what is wrong with the body, if something is; then nothing more is sent
    Optional<String> send() {
        Optional<String> fault = Optional.empty();
        while (fault.isEmpty() && target != null && writer != null) {
            if (targetTakesMore(target)) {
                fault = sendPiece(writer);
                continue;
            }
            target.flush();
            if (target == null || !targetTakesMore(target)) {
                break;
            }
        }
        inbound.reading(target == null || body.ended() || target.isWritable());
        return fault;
    }

    private boolean targetTakesMore(Channel to) {
        return !body.ended() && inbound.ahead().bytes().isReadable() && to.isWritable();
    }

    private Optional<String> sendPiece(BodyWriter to) {
        int before = inbound.ahead().bytes().readableBytes();
        ChunkReading reading = body.read(inbound.ahead().bytes());
        exchange.bytes().addIn(before - inbound.ahead().bytes().readableBytes());
        begun = true;
        switch (reading) {
            case ChunkReading.Data(ByteBuf piece) -> to.write(piece);
            case ChunkReading.NeedsMore() -> {
                // The bytes are used up, and with them the caller's loop ends.
            }
            case ChunkReading.End() -> to.end();
            case ChunkReading.Malformed(String detail) -> {
                return Optional.of(detail);
            }
        }
        return Optional.empty();
    }
}
