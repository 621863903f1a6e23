package dev.tollgate.domain.target;

import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.address.IpAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The entries of `targets.allow`, sorted by what they are asked for.
record AllowRules(CidrSet ranges, Set<Host> names, Set<Target> targets) {

    static AllowRules of(List<AllowRule> rules) {
        List<Cidr> ranges = new ArrayList<>();
        Set<Host> names = new HashSet<>();
        Set<Target> targets = new HashSet<>();
        for (AllowRule rule : rules) {
            switch (rule) {
                case AllowRule.Range(Cidr cidr) -> ranges.add(cidr);
                case AllowRule.Named(Host.Name name) -> names.add(name);
                case AllowRule.HostPort(Host host, int port) -> targets.add(new Target(host, port));
            }
        }
        return new AllowRules(CidrSet.of(ranges), Set.copyOf(names), Set.copyOf(targets));
    }

    /// Whether the target's name opens whatever it resolves to.
    boolean openByName(Target target) {
        return names.contains(target.host()) || targets.contains(target);
    }

    boolean openByAddress(IpAddress address, int port) {
        IpAddress folded = address.folded();
        return ranges.contains(folded) || (!targets.isEmpty() && targets.contains(new Target(new Host.Literal(folded),
                port)));
    }
}
