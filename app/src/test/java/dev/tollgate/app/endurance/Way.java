package dev.tollgate.app.endurance;

import java.io.IOException;
import java.util.List;

/// One of the ways in which connections end.
///
/// @param name as a sentence about them
/// @param act lives through one such life, or some
record Way(String name, Act act) {

    /// Opens connections and sees them end.
    interface Act {
        /// @param turn another for each call: it chooses among variants
        /// @return how many connections it made
        int live(Scene scene, int turn) throws IOException;
    }

    /// All but the drain, after which there is no node for another.
    static List<Way> all() {
        return List.of(
                new Way("reset at a step of a handshake", HandshakeResets::live),
                new Way("refused", Refusals::forbidden),
                new Way("name not resolved", Refusals::nameless),
                new Way("TLS failed", TlsFailures::live),
                new Way("wrong password", Refusals::wrongPassword),
                new Way("too many at once", Refusals::crowded),
                new Way("half-closed", TunnelEndings::halfClosed),
                new Way("idle", TunnelEndings::idle),
                new Way("disabled in mid-tunnel", TunnelEndings::disabled),
                new Way("slow reader", TunnelEndings::slowReader),
                new Way("target gone", TunnelEndings::targetGone));
    }
}
