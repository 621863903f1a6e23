package dev.tollgate.gateway.dial.resolve;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.tollgate.domain.target.Host;
import dev.tollgate.gateway.transport.Transport;
import io.netty.channel.EventLoop;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.resolver.dns.DnsServerAddresses;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// The gateway's own resolver (G§16.3): name servers and nothing else, so no search list, hosts file or multicast. Thread-safe.
///
/// One cache for all event loops holds what both families answered together; whoever asks for a name that is being
/// looked up waits for that answer. A look-up runs on the loop of the first who asked. Netty speaks the protocol, UDP
/// and TCP; its own caches are unbounded or know no second family, and are off.
public final class TargetResolver implements NameResolver, AutoCloseable {
    /// Names and addresses together; about 10 MB.
    private static final int CACHE_WEIGHT = 100_000;
    /// Answers that arrive in one datagram wherever there is IPv6; larger ones come over TCP.
    private static final int DATAGRAM = 1232;
    /// The share of the whole time after which the next server gets its chance.
    private static final int TRIES = 3;

    private final Transport transport;
    private final Duration limit;
    private final ServerOrder servers;
    private final DnsNameResolverBuilder protocol;
    private final Map<EventLoop, DnsNameResolver> protocols = new ConcurrentHashMap<>();
    private final AsyncCache<String, LookupResult> cache;
    private final LongAdder lookups = new LongAdder();
    private final LongAdder failures = new LongAdder();

    /// Reads the files of the system: not for an event loop.
    ///
    /// @param dnsServers the setting `dns.servers`; empty for the system's
    /// @param limit bounds one resolution
    public TargetResolver(List<InetSocketAddress> dnsServers, Duration limit, Transport transport) {
        this(dnsServers, limit, transport, Ticker.systemTicker());
    }

    TargetResolver(List<InetSocketAddress> dnsServers, Duration limit, Transport transport, Ticker ticker) {
        this.transport = transport;
        this.limit = limit;
        List<InetSocketAddress> addresses = dnsServers.isEmpty()
                ? SystemNameServers.read(SystemNameServers.RESOLV_CONF)
                : dnsServers;
        servers = new ServerOrder(addresses);
        protocol = builder(addresses);
        cache = Caffeine.newBuilder().maximumWeight(CACHE_WEIGHT)
                .weigher((String name, LookupResult result) -> result.weight())
                .expireAfter(Expiry.<String, LookupResult>creating((name, result) -> result.lifetime())).ticker(ticker)
                .executor(Runnable::run).buildAsync();
    }

    @Override
    public void resolve(Host.Name name, EventLoop loop, Consumer<RawResolution> done) {
        CompletableFuture<LookupResult> lookup = lookup(name.value(), loop);
        if (lookup.isDone() && loop.inEventLoop()) {
            done.accept(lookup.join().resolution());
        } else {
            // A turn later even on the same loop: the cache is to know the answer before anybody acts on it.
            lookup.thenAccept(result -> loop.execute(() -> done.accept(result.resolution())));
        }
    }

    /// Names that were looked up with the name servers since the start, because the cache did not know them.
    public long lookups() {
        return lookups.sum();
    }

    /// Those of them for which no address was found.
    public long failures() {
        return failures.sum();
    }

    /// Forgets everything; look-ups under way run to their end.
    @Override
    public void close() {
        protocols.values().forEach(DnsNameResolver::close);
        cache.synchronous().invalidateAll();
    }

    private CompletableFuture<LookupResult> lookup(String name, EventLoop loop) {
        CompletableFuture<LookupResult> known = cache.getIfPresent(name);
        if (known != null) {
            return known;
        }
        CompletableFuture<LookupResult> mine = new CompletableFuture<>();
        CompletableFuture<LookupResult> others = cache.asMap().putIfAbsent(name, mine);
        if (others != null) {
            return others;
        }
        // The final dot: this name and no other.
        NameLookup lookup = new NameLookup(protocols.computeIfAbsent(loop, this::protocolOn), servers, name + ".", loop,
                limit, result -> known(mine, result));
        lookups.increment();
        if (loop.inEventLoop()) {
            lookup.start();
        } else {
            loop.execute(lookup::start);
        }
        return mine;
    }

    private void known(CompletableFuture<LookupResult> mine, LookupResult result) {
        if (result.resolution() instanceof RawResolution.NotFound) {
            failures.increment();
        }
        mine.complete(result);
    }

    private DnsNameResolver protocolOn(EventLoop loop) {
        return protocol.copy().eventLoop(loop).build();
    }

    private DnsNameResolverBuilder builder(List<InetSocketAddress> addresses) {
        // Loaded here, since Netty reads files of the system while it loads this.
        DnsNameResolver.isTimeoutError(new IllegalStateException());
        return new DnsNameResolverBuilder().datagramChannelType(transport.datagramChannelClass())
                .socketChannelType(transport.resolverChannelClass())
                // A socket for each question has a port that nobody can guess.
                .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
                .nameServerProvider(host -> DnsServerAddresses.sequential(addresses).stream())
                .queryTimeoutMillis(Math.max(1, limit.toMillis() / TRIES)).maxPayloadSize(DATAGRAM)
                .resolveCache(NoopDnsCache.INSTANCE).cnameCache(NoopDnsCnameCache.INSTANCE)
                .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE).searchDomains(List.of())
                .ndots(0).hostsFileEntriesResolver((host, types) -> null).decodeIdn(false);
    }
}
