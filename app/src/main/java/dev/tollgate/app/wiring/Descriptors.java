package dev.tollgate.app.wiring;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// How many descriptors the process may open, and how they are shared out between the gateway's sockets and all the rest.
///
/// @param limit of the process
/// @param open already, before the first client: the program's own files, the store, the event loops
public record Descriptors(long limit, long open) {
    /// What `auto` leaves of the limit for everything but client connections and their tunnels' other halves (G§2).
    private static final long RESERVED = 1_000;
    private static final int FEWEST_CONNECTIONS = 16;
    private static final int FEWEST_SOCKETS = 2 * FEWEST_CONNECTIONS;
    /// Of the reserved ones those that connections to targets may take on top: for more than one attempt at a dial, and for
    /// those that wait unused.
    private static final int FOR_TARGETS = 400;
    /// Never the gateway's: the store, the logs, name servers, certificates, and above all the API and the admin listener,
    /// which must answer when the gateway is full.
    private static final long FOR_CONTROL = 100;
    /// Pipes that hold bytes of tunnels on their way, at two of the reserved descriptors each; tunnels that find none copy.
    private static final int PIPES = 128;
    private static final int FEWEST_PIPES = 4;
    private static final int DESCRIPTORS_TO_A_PIPE = 64;
    private static final long UNKNOWN_LIMIT = 65_536;

    /// The process's own, as they are now.
    public static Descriptors now() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? new Descriptors(unix.getMaxFileDescriptorCount(), unix.getOpenFileDescriptorCount())
                : new Descriptors(UNKNOWN_LIMIT, 0);
    }

    /// Client connections that fit: two descriptors for each tunnel (G§2).
    public int connections() {
        return Math.clamp((limit - RESERVED) / 2, FEWEST_CONNECTIONS, Integer.MAX_VALUE);
    }

    /// Pipes that tunnels may use at a time; few where there are few descriptors.
    public int pipes() {
        return Math.clamp(limit / DESCRIPTORS_TO_A_PIPE, FEWEST_PIPES, PIPES);
    }

    /// Sockets that clients and targets may have open together.
    public int sockets() {
        // Where the limit is low, half of it is kept rather than all.
        long rest = Math.max(open + FOR_CONTROL, Math.min(RESERVED - FOR_TARGETS, limit / 2));
        return Math.clamp(limit - rest, FEWEST_SOCKETS, Integer.MAX_VALUE);
    }

    /// Those of [#sockets] for which no client is accepted.
    public int socketsForTargets() {
        return Math.min(FOR_TARGETS, sockets() / 4);
    }

    /// Upstream connections of one event loop that may wait unused for their next request. Those of all loops never take more
    /// than what is kept for targets, so that idle connections keep nobody out.
    public int idleUpstreams(int loops) {
        return socketsForTargets() / loops;
    }
}
