package dev.tollgate.gateway.sandbox;

import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.admission.Admission;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.LimitHit;
import dev.tollgate.domain.error.Refusal;
import dev.tollgate.domain.exit.Exit;
import dev.tollgate.domain.exit.ExitId;
import dev.tollgate.domain.exit.ExitKind;
import dev.tollgate.domain.exit.ExitLabels;
import dev.tollgate.domain.exit.ExitState;
import dev.tollgate.domain.exit.LabelValue;
import dev.tollgate.domain.limit.Allowance;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.target.Host;
import dev.tollgate.domain.target.Target;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Where requests of the sandbox end. Every exit wish fits; targets of certain names are refused as they say.
public final class Sandbox {
    /// Stands where an exit stands in the answers; nothing goes through it.
    public static final Exit EXIT = new Exit(new ExitId(ExitId.PREFIX + "sandbox"), "sandbox", ExitKind.DIRECT,
            new ExitLabels(Set.of(Product.RESIDENTIAL, Product.MOBILE), new LabelValue.Any(), new LabelValue.Any(),
                    new LabelValue.Any(), new LabelValue.Any()),
            Optional.empty(), Exit.DEFAULT_WEIGHT, ExitState.ACTIVE);
    private static final String NAMES = ".sandbox.invalid";
    private static final Pattern CATEGORY = Pattern
            .compile(GatewayError.RESTRICTED_CATEGORY.code() + "-([a-z0-9-]{2,32})");
    /// What a throttled client is asked to wait: the real one depends on its failures, of which there are none.
    private static final Duration THROTTLED = Duration.ofSeconds(1);

    private Sandbox() {}

    /// Whether a request ends here.
    public static boolean holds(Admission.Admitted admission) {
        return admission.subUser().environment() == Environment.TEST;
    }

    /// The refusal that a target asks for by its name, `{code}.sandbox.invalid`. A name that is no code answers as any name
    /// without an address does: a slip is not to pass for a success.
    ///
    /// @param allowance of the sub-user for the product, which the answers about limits name
    public static Optional<Refusal> refusal(Target target, Allowance allowance) {
        return target.host() instanceof Host.Name(String name) && name.endsWith(NAMES)
                ? Optional.of(refusal(name.substring(0, name.length() - NAMES.length()), allowance))
                : Optional.empty();
    }

    private static Refusal refusal(String code, Allowance allowance) {
        var category = CATEGORY.matcher(code);
        if (category.matches()) {
            return Refusal.ofCategory(category.group(1));
        }
        return GatewayError.byCode(code).map(error -> refusal(error, allowance)).orElseGet(
                () -> Refusal.of(GatewayError.TARGET_DNS_FAILED, "The sandbox knows no code of that name."));
    }

    private static Refusal refusal(GatewayError error, Allowance allowance) {
        return switch (error) {
            case RPS_LIMIT -> overLimit(error, Math.min(allowance.rpsMax(), allowance.productRps()));
            case CONCURRENT_LIMIT ->
                overLimit(error, Math.min(allowance.concurrentMax(), allowance.productConcurrent()));
            case AUTH_THROTTLED -> Refusal.of(error).delayed(Duration.ZERO, THROTTLED);
            default -> Refusal.of(error);
        };
    }

    /// As if the limit were used up.
    private static Refusal overLimit(GatewayError error, int limit) {
        return Refusal.overLimit(error, new LimitHit(limit, limit));
    }
}
