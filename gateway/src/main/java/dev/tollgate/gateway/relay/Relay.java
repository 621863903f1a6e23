package dev.tollgate.gateway.relay;

import java.util.function.Consumer;

/// Moves the bytes of tunnels. Thread-safe; its tunnels are confined to the event loop of their legs.
///
/// What every relay promises, and what its contract tests hold it to:
///
/// * bytes reach the other leg unchanged and in order, those already read (early ones) first;
/// * a slow reader stops the reading on the other side: at most 128 KiB are held per direction (G§19);
/// * end of stream is passed on as end of stream and the other direction stays open; not so inside TLS (G§3), where the
///   end of either direction ends the tunnel once what is in flight is delivered;
/// * a leg that is reset resets the other;
/// * time limits hold to within two seconds.
public interface Relay {
    /// Takes over both legs, on their event loop, which is the same. The legs' pipelines hold nothing more that reads or
    /// keeps bytes, but for TLS. From here on the relay alone reads, writes and closes them, and may take the sockets
    /// away from Netty altogether.
    ///
    /// @param count goes on from what it holds; early bytes are counted here, heads and answers by whoever sent them
    /// It throws, for lack of memory for instance, only where no tunnel came about: then both legs are closed, the early bytes
    /// released, and `done` is not called.
    ///
    /// @param done called exactly once, on the event loop and never from within this method, when both legs are closed
    Tunnel start(TunnelLegs legs, TunnelLimits limits, ByteCount count, Consumer<Closing> done);
}
