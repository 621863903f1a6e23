package dev.tollgate.gateway.detect;

import dev.tollgate.domain.address.IpAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells of connections whose first bytes are no protocol spoken here: ten lines a second, the rest counted (G§2).
/// Thread-safe; one for the whole node.
public final class UnknownProtocolLog {
    static final int LINES_PER_SECOND = 10;
    private static final int SHOWN_BYTES = 8;
    private static final Logger LOG = LoggerFactory.getLogger(UnknownProtocolLog.class);

    private final LogBudget budget = new LogBudget(LINES_PER_SECOND);

    void tell(IpAddress source, ByteBuf firstBytes, long nowNanos) {
        OptionalLong leftOut = budget.take(nowNanos);
        if (leftOut.isEmpty()) {
            return;
        }
        String shown = ByteBufUtil.hexDump(firstBytes, firstBytes.readerIndex(),
                Math.min(SHOWN_BYTES, firstBytes.readableBytes()));
        if (leftOut.getAsLong() == 0) {
            LOG.info("Closed a connection from {}: {} begins no known protocol", source, shown);
        } else {
            LOG.info("Closed a connection from {}: {} begins no known protocol; {} more since the last such line",
                    source,
                    shown, leftOut.getAsLong());
        }
    }
}
