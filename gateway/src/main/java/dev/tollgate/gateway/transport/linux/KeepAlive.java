package dev.tollgate.gateway.transport.linux;

import java.time.Duration;

/// The probes by which the kernel finds out a peer that vanished without a word (G§19, `dead_peer`).
///
/// @param idleSeconds of silence before the first probe
/// @param intervalSeconds between probes
public record KeepAlive(int idleSeconds, int intervalSeconds) {
    static final int PROBES = 4;

    /// @param deadPeer half of it passes before the first probe, the rest over the probes
    public static KeepAlive within(Duration deadPeer) {
        int half = Math.toIntExact(Math.max(1, deadPeer.toSeconds() / 2));
        return new KeepAlive(half, Math.max(1, half / PROBES));
    }
}
