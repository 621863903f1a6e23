package dev.tollgate.app.endurance;

import java.io.IOException;
import java.util.List;

/// One of the ways in which connections end.
///
/// @param name as a sentence about them
/// @param hasty whether it needs a gateway that loses patience quickly
/// @param act lives through one such life, or some
record Way(String name, boolean hasty, Act act) {

    /// Opens connections and sees them end.
    interface Act {
        /// @param turn another for each call: it chooses among variants
        /// @return how many connections it made
        int live(Scene scene, int turn) throws IOException;
    }

    /// All but the drain, after which there is no node for another.
    static List<Way> all() {
        return List.of(
                new Way("reset at a step of a handshake", false, HandshakeResets::live),
                new Way("refused", false, Refusals::forbidden),
                new Way("name not resolved", false, Refusals::nameless),
                new Way("TLS failed", false, TlsFailures::live),
                new Way("wrong password", false, Refusals::wrongPassword),
                new Way("too many at once", false, Refusals::crowded),
                new Way("half-closed", false, TunnelEndings::halfClosed),
                new Way("idle", true, TunnelEndings::idle),
                new Way("disabled in mid-tunnel", false, TunnelEndings::disabled),
                new Way("slow reader", false, TunnelEndings::slowReader),
                new Way("target gone", false, TunnelEndings::targetGone));
    }
}
