package dev.tollgate.gateway.dial.resolve;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.error.Refusal;
import dev.tollgate.domain.target.Target;
import java.util.List;
import java.util.Optional;

/// The address guard, in the mode it runs in (G§16.3).
@FunctionalInterface
public interface AddressJudge {

    /// Why `target` may not be dialled, if it may not.
    ///
    /// @param addresses all that it has, exactly those that will be dialled
    Optional<Refusal> judge(Target target, List<IpAddress> addresses);
}
