package dev.tollgate.gateway.dial.resolve;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.target.Host;
import dev.tollgate.domain.target.Target;
import dev.tollgate.domain.target.TargetPolicy;
import io.netty.channel.EventLoop;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// From a target to the addresses that may be dialled for it: check `resolve` (G§10). Thread-safe.
///
/// What the judge saw is what is handed on, so a name that answers differently next time gains nothing by it.
public final class TargetAddresses {
    private static final Comparator<IpAddress> V6_FIRST = Comparator.comparing(IpAddress::v4);

    private final Supplier<TargetPolicy> policy;
    private final NameResolver names;
    private final AddressJudge judge;

    public TargetAddresses(Supplier<TargetPolicy> policy, NameResolver names, AddressJudge judge) {
        this.policy = policy;
        this.names = names;
        this.judge = judge;
    }

    /// @param done called once, on `loop`, possibly before this returns
    public void find(Target target, EventLoop loop, Consumer<Resolution> done) {
        switch (target.host()) {
            case Host.Literal(IpAddress address) -> done.accept(judged(target, List.of(address)));
            case Host.Name name -> policy.get().fixedAddresses(name).ifPresentOrElse(
                    fixed -> done.accept(judged(target, fixed)),
                    () -> names.resolve(name, loop, raw -> done.accept(judged(target, raw))));
        }
    }

    private Resolution judged(Target target, RawResolution raw) {
        return switch (raw) {
            case RawResolution.Found(List<IpAddress> addresses) -> judged(target, addresses);
            case RawResolution.NotFound(String why) -> new Resolution.Failed(why);
        };
    }

    private Resolution judged(Target target, List<IpAddress> addresses) {
        return judge.judge(target, addresses).<Resolution>map(Resolution.Forbidden::new)
                .orElseGet(() -> new Resolution.Addresses(addresses.stream().sorted(V6_FIRST).toList()));
    }
}
