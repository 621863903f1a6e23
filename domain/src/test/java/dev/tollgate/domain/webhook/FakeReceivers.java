package dev.tollgate.domain.webhook;

import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.target.AllowRule;
import dev.tollgate.domain.target.Guard;
import dev.tollgate.domain.target.Host;
import dev.tollgate.domain.target.OwnListeners;
import dev.tollgate.domain.target.TargetPolicy;
import dev.tollgate.domain.target.TargetRules;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// Receivers without a network, for tests: every name has one public address, the network 10.1.0.0/16 is open, and what is sent
/// is kept. Thread-safe.
public final class FakeReceivers implements Receivers {
    private static final IpAddress PUBLIC = IpAddress.parse("93.184.215.14").orElseThrow();

    private final ReceiverRules rules = new ReceiverRules(new TargetPolicy(
            new TargetRules(Guard.ENFORCE, Set.of(), Set.of(),
                    List.of(new AllowRule.Range(Cidr.parse("10.1.0.0/16").orElseThrow()))),
            OwnListeners.NONE));
    private final List<Post> sent = new CopyOnWriteArrayList<>();
    private volatile AttemptOutcome answer = AttemptOutcome.answered(200, Duration.ofMillis(12));

    @Override
    public Optional<String> objection(WebhookUrl url) {
        return switch (url.target().host()) {
            case Host.Literal _ -> rules.objection(url);
            case Host.Name _ -> rules.objection(url).or(() -> rules.objection(url, List.of(PUBLIC)));
        };
    }

    @Override
    public AttemptOutcome post(Post post) {
        sent.add(post);
        return answer;
    }

    public void answer(AttemptOutcome next) {
        answer = next;
    }

    public List<Post> sent() {
        return List.copyOf(sent);
    }
}
