package dev.tollgate.domain.webhook;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.target.Host;
import dev.tollgate.domain.target.TargetPolicy;
import dev.tollgate.domain.target.Verdict;
import java.util.List;
import java.util.Optional;

/// Where deliveries may go (A§12): to `https` at public addresses, and to what the operator opened with `webhooks.allow`, where it
/// may also be `http` and private. Immutable.
///
/// @param policy with the entries of `webhooks.allow`, and the node's own listeners
public record ReceiverRules(TargetPolicy policy) {

    /// Why a name may not be asked for, or an address not be dialled, before anything is resolved.
    ///
    /// @return empty also for what only its addresses can tell
    public Optional<String> objection(WebhookUrl url) {
        return switch (url.target().host()) {
            case Host.Literal(IpAddress address) -> objection(url, List.of(address));
            case Host.Name _ -> words(policy.judge(url.target()));
        };
    }

    /// Why none of these addresses may be dialled: one that is forbidden condemns the rest.
    ///
    /// @param addresses all that the name has, and those that will be dialled
    public Optional<String> objection(WebhookUrl url, List<IpAddress> addresses) {
        if (!url.tls() && !policy.opened(url.target(), addresses)) {
            return Optional.of("Plain http is not allowed there.");
        }
        return words(policy.judgeResolved(url.target(), addresses));
    }

    private static Optional<String> words(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed() -> Optional.empty();
            // Not where the name leads: that is not for everybody who can make a webhook to know.
            case Verdict.Forbidden(String _) -> Optional.of("The address is not public.");
            case Verdict.OwnListener() -> Optional.of("The address is Tollgate's own.");
        };
    }
}
