package dev.tollgate.app.wiring;

import dev.tollgate.app.webhook.Names;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.target.Host;
import dev.tollgate.gateway.dial.resolve.NameResolver;
import dev.tollgate.gateway.dial.resolve.RawResolution;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// The gateway's own resolver, for threads that may wait.
///
/// @param resolver in force now
/// @param loop on which it asks
record GatewayNames(Supplier<? extends NameResolver> resolver, Supplier<EventLoop> loop) implements Names {

    @Override
    public Optional<List<IpAddress>> addresses(Host.Name name, Duration patience) {
        CompletableFuture<RawResolution> answer = new CompletableFuture<>();
        resolver.get().resolve(name, loop.get(), answer::complete);
        try {
            return switch (answer.get(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                case RawResolution.Found(List<IpAddress> addresses) -> Optional.of(addresses);
                case RawResolution.NotFound(String _) -> Optional.empty();
            };
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a look-up never fails, it answers", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
