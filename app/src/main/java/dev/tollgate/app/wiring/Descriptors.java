package dev.tollgate.app.wiring;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// How many descriptors the process may open, and what that allows.
public final class Descriptors {
    /// Kept for the store, the logs, the API and upstream connections that wait for their next request.
    private static final long RESERVED = 1_000;
    private static final int FEWEST = 16;
    /// Of the reserved ones those that unused upstream connections may take, all event loops together: the store, the API and
    /// the logs need the rest.
    private static final int IDLE_UPSTREAMS = 400;
    /// Pipes that hold bytes of tunnels on their way, at two of the reserved descriptors each; tunnels that find none copy.
    private static final int PIPES = 128;
    private static final int FEWEST_PIPES = 4;
    private static final int DESCRIPTORS_TO_A_PIPE = 64;
    private static final long UNKNOWN_LIMIT = 65_536;

    private Descriptors() {}

    /// The process's limit.
    public static long limit() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : UNKNOWN_LIMIT;
    }

    /// Client connections that fit: two descriptors for each tunnel (G§2).
    public static int connections() {
        return (int) Math.max(FEWEST, Math.min(Integer.MAX_VALUE, (limit() - RESERVED) / 2));
    }

    /// Pipes that tunnels may use at a time; few where there are few descriptors.
    public static int pipes() {
        return Math.clamp(limit() / DESCRIPTORS_TO_A_PIPE, FEWEST_PIPES, PIPES);
    }

    /// Upstream connections that may wait unused for their next request.
    public static int idleUpstreams() {
        return IDLE_UPSTREAMS;
    }
}
