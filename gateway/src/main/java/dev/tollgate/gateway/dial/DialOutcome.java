package dev.tollgate.gateway.dial;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.admission.Check;
import dev.tollgate.domain.error.GatewayError;
import io.netty.channel.Channel;

/// How a dial ended.
public sealed interface DialOutcome {

    /// The target answered.
    ///
    /// @param channel open, on the loop that was asked for, its pipeline empty and not reading: the caller adds its
    /// handlers before it returns, and closes it
    /// @param address the one that answered
    record Connected(Channel channel, IpAddress address) implements DialOutcome {}

    /// Nothing is left open.
    ///
    /// @param check `RESOLVE` or `DIAL`
    /// @param detail one ASCII sentence for the client; names no address
    record Failed(GatewayError error, Check check, String detail) implements DialOutcome {}
}
