package dev.tollgate.domain.target;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.target.Verdict.Forbidden;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Which ports, names and addresses are out of bounds. Immutable.
///
/// The port rule always holds. What the address guard forbids is refused or only reported, as [#guard] says; the
/// caller decides that. The node's own listeners are refused in either mode.
public final class TargetPolicy {

    private static final List<IpAddress> LOOPBACK = List.of(IpAddress.ofV4(0x7f00_0001), IpAddress.ofV6(0, 1));

    private final Guard guard;
    private final BitSet openPorts;
    private final AllowRules allow;
    private final OwnListeners own;

    public TargetPolicy(TargetRules rules, OwnListeners own) {
        guard = rules.guard();
        openPorts = openPorts(rules);
        allow = AllowRules.of(rules.allow());
        this.own = own;
    }

    private static BitSet openPorts(TargetRules rules) {
        BitSet open = new BitSet(Target.LAST_PORT + 1);
        if (rules.allowedPorts().isEmpty()) {
            open.set(0, Target.LAST_PORT + 1);
            rules.deniedPorts().forEach(open::clear);
        } else {
            rules.allowedPorts().forEach(open::set);
        }
        return open;
    }

    public Guard guard() {
        return guard;
    }

    public Verdict judgePort(int port) {
        return openPorts.get(port) ? Verdict.PASSED : new Forbidden("port " + port + " is denied");
    }

    /// Judges what can be judged before anything is resolved: a literal, or the name as such. For an exit that resolves
    /// names itself this is all there is.
    public Verdict judge(Target target) {
        return switch (target.host()) {
            case Host.Literal(IpAddress address) -> judge(target, address);
            case Host.Name name when ForbiddenNames.contains(name) && !allow.openByName(target) ->
                new Forbidden(name + " is a private name");
            case Host.Name _ -> Verdict.PASSED;
        };
    }

    /// Judges all addresses a target has: one that is forbidden condemns the rest, since which one is dialled is chance
    /// and whoever runs the name may mix them on purpose.
    public Verdict judgeResolved(Target target, List<IpAddress> addresses) {
        Verdict worst = Verdict.PASSED;
        for (IpAddress address : addresses) {
            Verdict verdict = judge(target, address);
            if (verdict instanceof Verdict.OwnListener) {
                return verdict;
            }
            worst = verdict instanceof Forbidden ? verdict : worst;
        }
        return worst;
    }

    /// Whether a rule opens the target: by its name, or by each of its addresses.
    public boolean opened(Target target, List<IpAddress> addresses) {
        boolean byAddresses = !addresses.isEmpty()
                && addresses.stream().allMatch(address -> allow.openByAddress(address, target.port()));
        return byAddresses || allow.openByName(target);
    }

    /// Whether dialling this would come back to this node; no rule opens that.
    public boolean ownListener(IpAddress address, int port) {
        return own.reachedBy(address, port);
    }

    /// The addresses of the one name that no resolver is asked for, `localhost` (RFC 6761, section 6.3). Whether it is
    /// allowed is [#judge]'s to say.
    public Optional<List<IpAddress>> fixedAddresses(Host.Name name) {
        return name.value().equals("localhost") ? Optional.of(LOOPBACK) : Optional.empty();
    }

    private Verdict judge(Target target, IpAddress address) {
        if (ownListener(address, target.port())) {
            return new Verdict.OwnListener();
        }
        if (allow.openByName(target) || allow.openByAddress(address, target.port())) {
            return Verdict.PASSED;
        }
        return ForbiddenAddresses.contains(address)
                ? new Forbidden(address + " is not a public address")
                : Verdict.PASSED;
    }
}
