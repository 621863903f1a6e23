package dev.tollgate.control.mfa;

import dev.tollgate.control.attempt.Attempts;
import dev.tollgate.control.authentication.MemberPrincipal;
import dev.tollgate.control.input.Field;
import dev.tollgate.control.input.Fields;
import dev.tollgate.control.input.Issue;
import dev.tollgate.control.input.Problem;
import dev.tollgate.control.route.Answer;
import dev.tollgate.control.route.ApiRequest;
import dev.tollgate.control.route.ApiRoutes;
import dev.tollgate.control.route.Operation;
import dev.tollgate.control.route.Route;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.login.SecondFactor;
import dev.tollgate.domain.member.Member;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// What members see and change of their own security (A§3). Thread-safe.
public final class SecurityOperations {

    private final SecondFactors factors;
    private final Attempts attempts;
    private final Supplier<String> issuer;
    private final InstantSource clock;

    /// @param issuer whom an authenticator app shows its codes as being for
    public SecurityOperations(SecondFactors factors, Attempts attempts, Supplier<String> issuer,
            InstantSource clock) {
        this.factors = factors;
        this.attempts = attempts;
        this.issuer = issuer;
        this.clock = clock;
    }

    public Map<Route, Operation> all() {
        return Map.of(ApiRoutes.SECURITY, this::security, ApiRoutes.GET_MFA, this::mfa, ApiRoutes.SET_MFA, this::set,
                ApiRoutes.REMOVE_MFA, this::remove);
    }

    private Answer security(ApiRequest request) {
        Member member = request.memberPrincipal().member();
        return Answer.unless(request.faults().problem(),
                () -> Answer.shown(SecurityView.of(member, MfaView.of(factors.find(member)))));
    }

    private Answer mfa(ApiRequest request) {
        Member member = request.memberPrincipal().member();
        return Answer.unless(request.faults().problem(),
                () -> Answer.shown(MfaView.of(factors.find(member))));
    }

    /// Without a code it proposes a key, with one it confirms it.
    private Answer set(ApiRequest request) {
        Fields fields = request.fields();
        Optional<String> code = fields.take("code").text();
        fields.refuseTheRest(Set.of());
        return Answer.unless(fields.faults().problem(), () -> code.map(text -> confirmed(request, text))
                .orElseGet(() -> proposed(request.memberPrincipal().member())));
    }

    private Answer proposed(Member member) {
        return factors.propose(member)
                .map(key -> Answer.shown(ProposalView.of(key, issuer.get(), member.email())))
                // Who sits at somebody else's open browser must not put a factor of their own in the place of theirs.
                .orElseGet(() -> Answer.refused(Problem.fault("mfa", Issue.DUPLICATE)));
    }

    private Answer confirmed(ApiRequest request, String code) {
        MemberPrincipal principal = request.memberPrincipal();
        return counted(principal.member(), () -> factors
                .confirm(principal.author(), principal.member(), code, clock.instant())
                .map(codes -> Answer.shown(RecoveryCodesView.of(codes))));
    }

    private Answer remove(ApiRequest request) {
        Fields fields = request.fields();
        Field code = fields.take("code").required();
        Optional<String> text = code.text();
        fields.refuseTheRest(Set.of());
        return Answer.unless(fields.faults().problem(), () -> removed(request.memberPrincipal(), text.orElseThrow()));
    }

    private Answer removed(MemberPrincipal principal, String code) {
        Member member = principal.member();
        return counted(member, () -> factors.find(member)
                .filter(SecondFactor::confirmed)
                .filter(factor -> factors.use(principal.author(), member.id(), factor, code, clock.instant()))
                .map(_ -> {
                    factors.remove(principal.author(), member);
                    return Answer.gone();
                }));
    }

    /// @param attempt empty if the code is wrong
    private Answer counted(Member member, Supplier<Optional<Answer>> attempt) {
        return switch (attempts.by(member.id(), attempt)) {
            case Attempts.Result.Good<Answer>(Answer answer) -> answer;
            case Attempts.Result.Failed<Answer>() -> Answer.refused(Problem.of(ApiError.CODE_WRONG));
            case Attempts.Result.TooMany<Answer>(Problem problem) -> Answer.refused(problem);
        };
    }
}
