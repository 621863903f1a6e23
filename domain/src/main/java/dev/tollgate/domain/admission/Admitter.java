package dev.tollgate.domain.admission;

import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.admission.SubUserAccess.Standing;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.LimitHit;
import dev.tollgate.domain.error.Refusal;
import dev.tollgate.domain.limit.Allowance;
import dev.tollgate.domain.limit.Limits;
import dev.tollgate.domain.limit.Permit;
import dev.tollgate.domain.limit.SlotOutcome;
import dev.tollgate.domain.secret.ServerKey;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.target.Guard;
import dev.tollgate.domain.target.Target;
import dev.tollgate.domain.target.TargetPolicy;
import dev.tollgate.domain.target.Verdict;
import dev.tollgate.domain.username.ProxyUsername;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// Decides whether a request may pass: the checks 2 to 18 of G§10, in their order, the first to fail answering. Thread-safe;
/// opens nothing, waits for nothing, and allocates nothing but its answer for a request that passes.
///
/// A request refused before `concurrency` takes no slot, one refused before `rps` counts no exchange.
public final class Admitter {
    private final SnapshotHolder snapshots;
    private final Supplier<AdmissionRules> rules;
    private final NodeCondition node;
    private final Limits limits;
    private final Authenticator authenticator;
    private final BiConsumer<Target, String> report;

    /// @param report told of each target that `targets.guard: report` let through, with the reason
    public Admitter(ServerKey key, SnapshotHolder snapshots, Supplier<AdmissionRules> rules, NodeCondition node,
            Limits limits, BiConsumer<Target, String> report) {
        this.snapshots = snapshots;
        this.rules = rules;
        this.node = node;
        this.limits = limits;
        this.authenticator = new Authenticator(key::hash, new AuthThrottle());
        this.report = report;
    }

    /// Check `node`, of a protocol that shows credentials with the request.
    public Optional<Refusal> judgeNode(Moment now, CheckLog log) {
        return judgeNode(now, log, false);
    }

    /// As [#judgeNode(Moment, CheckLog)].
    ///
    /// @param promised whether a node that takes leave still owes the client this exchange (G§20)
    public Optional<Refusal> judgeNode(Moment now, CheckLog log, boolean promised) {
        Optional<GatewayError> condition = node.refusal()
                .filter(error -> !promised || error != GatewayError.MAINTENANCE);
        // A node that is leaving says so first: the client is to go elsewhere, whatever else is wrong here.
        boolean leaving = condition.isPresent() && condition.get() == GatewayError.MAINTENANCE;
        Optional<Refusal> blind = leaving ? Optional.empty() : judgeSnapshot(now, log);
        if (blind.isPresent()) {
            return blind;
        }
        if (condition.isPresent()) {
            return fail(Check.NODE, condition.get(), log);
        }
        log.pass(Check.NODE);
        return Optional.empty();
    }

    /// The part of check `node` without which nobody can be recognised.
    public Optional<Refusal> judgeSnapshot(Moment now, CheckLog log) {
        if (snapshots.usable(now.nanos())) {
            return Optional.empty();
        }
        log.fail(Check.NODE);
        return Optional.of(Refusal.of(GatewayError.AUTH_UNAVAILABLE));
    }

    /// Checks `credentials` to `credential`.
    public Authentication authenticate(Credentials credentials, IpAddress source, Moment now, CheckLog log) {
        return authenticator.authenticate(credentials, source, snapshots, rules.get(), now, log);
    }

    /// Whether a client at `source` may leave its credentials out (G§6.1).
    public boolean needsNoLogin(IpAddress source) {
        return snapshots.current().defaultUsername(source).isPresent();
    }

    /// Checks `transport` to `concurrency`, of a client that [#authenticate] knew.
    ///
    /// Its sub-user is looked up again: it may have changed since the login.
    ///
    /// @param tls whether the request came inside TLS
    /// @param held the slot of the client's connection, if it has one already; one that is admitted in its place closes it
    public Admission admit(Authentication.Authenticated client, Target target, boolean tls, Optional<Permit> held,
            Moment now, CheckLog log) {
        AccessSnapshot facts = snapshots.current();
        SubUserAccess latest = facts.find(client.username().name());
        SubUserAccess subUser = latest == null ? client.subUser() : latest;
        AccountAccess account = facts.account(subUser);
        Product product = client.username().product();
        AdmissionRules inForce = rules.get();
        Optional<Refusal> refusal = judgeSubUser(subUser, tls, log);
        if (refusal.isEmpty()) {
            refusal = judgeAccount(account, subUser, product, inForce, log);
        }
        if (refusal.isEmpty()) {
            refusal = judgeTarget(target, inForce.targets(), log);
        }
        if (refusal.isPresent()) {
            return new Admission.Refused(refusal.get());
        }
        Allowance allowance = account.allowance(subUser, product);
        Optional<LimitHit> hit = limits.takeRate(subUser.id(), product, allowance, now.nanos());
        if (hit.isPresent()) {
            return refused(Check.RPS, GatewayError.RPS_LIMIT, hit.get(), log);
        }
        log.pass(Check.RPS);
        return takeSlot(subUser, client.username(), allowance, held, now, log);
    }

    private static Optional<Refusal> judgeSubUser(SubUserAccess subUser, boolean tls, CheckLog log) {
        if (subUser.standing() == Standing.DELETED) {
            // Deleted between the login and the request: the answer of check `credential`, which comes before these.
            return fail(Check.CREDENTIAL, GatewayError.AUTH_FAILED, log);
        }
        if (subUser.requireTls() && !tls) {
            return fail(Check.TRANSPORT, GatewayError.TLS_REQUIRED, log);
        }
        log.pass(Check.TRANSPORT);
        if (subUser.standing() == Standing.DISABLED) {
            return fail(Check.SUBUSER_STATUS, GatewayError.SUBUSER_DISABLED, log);
        }
        log.pass(Check.SUBUSER_STATUS);
        return Optional.empty();
    }

    private static Optional<Refusal> judgeAccount(AccountAccess account, SubUserAccess subUser, Product product,
            AdmissionRules inForce, CheckLog log) {
        if (account.suspended()) {
            return fail(Check.ACCOUNT_STATUS, GatewayError.ACCOUNT_SUSPENDED, log);
        }
        log.pass(Check.ACCOUNT_STATUS);
        if (!account.enables(subUser, product)) {
            return fail(Check.PRODUCT, GatewayError.PRODUCT_NOT_ENABLED, log);
        }
        log.pass(Check.PRODUCT);
        if (inForce.kycProducts().contains(product) && !account.kycApproved()) {
            return fail(Check.KYC, GatewayError.KYC_REQUIRED, log);
        }
        log.pass(Check.KYC);
        log.skip(Check.BATCH);
        // The sandbox is never counted against a balance (G§22).
        if (subUser.environment() == Environment.LIVE && account.spent().contains(product)) {
            return fail(Check.BALANCE, GatewayError.INSUFFICIENT_BALANCE, log);
        }
        log.pass(Check.BALANCE);
        log.skip(Check.QUOTA);
        return Optional.empty();
    }

    private Optional<Refusal> judgeTarget(Target target, TargetPolicy policy, CheckLog log) {
        if (policy.judgePort(target.port()) instanceof Verdict.Forbidden) {
            log.fail(Check.PORT);
            return Optional
                    .of(Refusal.of(GatewayError.RESTRICTED_PORT, "Port " + target.port() + " is not allowed."));
        }
        log.pass(Check.PORT);
        Optional<Refusal> refusal = judge(policy, target, policy.judge(target));
        if (refusal.isPresent()) {
            log.fail(Check.TARGET);
        } else {
            log.pass(Check.TARGET);
        }
        return refusal;
    }

    /// What a verdict of the address guard means, under the guard's mode: used before and after resolution.
    public Optional<Refusal> judge(TargetPolicy policy, Target target, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed() -> Optional.empty();
            case Verdict.Forbidden(String why) when policy.guard() == Guard.REPORT -> {
                report.accept(target, why);
                yield Optional.empty();
            }
            case Verdict.Forbidden(String why) -> restricted();
            case Verdict.OwnListener() -> restricted();
        };
    }

    /// One answer for all, which tells nothing of what is there.
    private static Optional<Refusal> restricted() {
        return Optional.of(Refusal.of(GatewayError.RESTRICTED_TARGET,
                "The target is not a public address; the operator can open it with targets.allow, but never the node itself."));
    }

    private Admission takeSlot(SubUserAccess subUser, ProxyUsername username, Allowance allowance,
            Optional<Permit> held, Moment now, CheckLog log) {
        return switch (limits.takeSlot(subUser.id(), username.product(), allowance, held, now.nanos())) {
            case SlotOutcome.Full(LimitHit hit) -> refused(Check.CONCURRENCY, GatewayError.CONCURRENT_LIMIT, hit, log);
            case SlotOutcome.Granted(Permit permit) -> {
                log.pass(Check.CONCURRENCY);
                yield new Admission.Admitted(subUser, username, Usernames.wish(username), allowance, permit);
            }
        };
    }

    private static Admission refused(Check check, GatewayError error, LimitHit hit, CheckLog log) {
        log.fail(check);
        return new Admission.Refused(Refusal.overLimit(error, hit));
    }

    private static Optional<Refusal> fail(Check check, GatewayError error, CheckLog log) {
        log.fail(check);
        return Optional.of(Refusal.of(error));
    }
}
