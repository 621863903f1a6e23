package dev.tollgate.gateway.dial.resolve;

import dev.tollgate.domain.target.Host;
import io.netty.channel.EventLoop;
import java.util.function.Consumer;

/// Finds the addresses of a name.
@FunctionalInterface
public interface NameResolver {

    /// @param loop where the answer is wanted
    /// @param done called once, on `loop`, possibly before this returns
    void resolve(Host.Name name, EventLoop loop, Consumer<RawResolution> done);
}
