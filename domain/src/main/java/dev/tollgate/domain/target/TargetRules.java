package dev.tollgate.domain.target;

import java.util.List;
import java.util.Set;

/// The section `targets` of the settings.
///
/// @param allowedPorts a closed list; if there is one, it alone decides, and `deniedPorts` is not asked
public record TargetRules(Guard guard, Set<Integer> deniedPorts, Set<Integer> allowedPorts, List<AllowRule> allow) {

    /// Mail submission, which is what proxies are abused for first.
    public static final Set<Integer> DEFAULT_DENIED_PORTS = Set.of(25, 465, 587);
    public static final TargetRules DEFAULT = new TargetRules(Guard.ENFORCE, DEFAULT_DENIED_PORTS, Set.of(), List.of());

    public TargetRules {
        deniedPorts = Set.copyOf(deniedPorts);
        allowedPorts = Set.copyOf(allowedPorts);
        allow = List.copyOf(allow);
    }

    public TargetRules withAllow(List<AllowRule> rules) {
        return new TargetRules(guard, deniedPorts, allowedPorts, rules);
    }

    public TargetRules withGuard(Guard other) {
        return new TargetRules(other, deniedPorts, allowedPorts, allow);
    }
}
