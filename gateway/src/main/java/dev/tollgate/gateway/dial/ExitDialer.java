package dev.tollgate.gateway.dial;

import io.netty.channel.EventLoop;
import java.util.function.Consumer;

/// Opens connections to targets by way of exits. Thread-safe; never waits.
@FunctionalInterface
public interface ExitDialer {
    /// @param loop the connection will be on, and `outcome` is told on, possibly from within this call
    /// @param outcome told exactly once, unless the dial is cancelled first
    Dialing dial(DialRequest request, EventLoop loop, Consumer<DialOutcome> outcome);
}
