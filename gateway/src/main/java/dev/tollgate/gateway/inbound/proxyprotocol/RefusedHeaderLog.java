package dev.tollgate.gateway.inbound.proxyprotocol;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.gateway.detect.LogBudget;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells of connections that were closed for the want of a PROXY header that can be believed: ten lines a second, the rest
/// counted. Thread-safe; one for the whole listener.
public final class RefusedHeaderLog {
    private static final int LINES_PER_SECOND = 10;
    private static final Logger LOG = LoggerFactory.getLogger(RefusedHeaderLog.class);

    private final LogBudget budget = new LogBudget(LINES_PER_SECOND);

    void tell(IpAddress peer, String why, long nowNanos) {
        OptionalLong leftOut = budget.take(nowNanos);
        if (leftOut.isEmpty()) {
            return;
        }
        if (leftOut.getAsLong() == 0) {
            LOG.info("Closed a connection from {}: {}", peer, why);
        } else {
            LOG.info("Closed a connection from {}: {}; {} more since the last such line", peer, why, leftOut
                    .getAsLong());
        }
    }
}
