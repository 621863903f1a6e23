package dev.tollgate.control.token;

import dev.tollgate.control.account.Plans;
import dev.tollgate.control.authentication.Principal;
import dev.tollgate.control.authentication.TokenPrincipal;
import dev.tollgate.control.input.Checked;
import dev.tollgate.control.input.Cursors;
import dev.tollgate.control.input.Faults;
import dev.tollgate.control.input.Fields;
import dev.tollgate.control.input.Issue;
import dev.tollgate.control.input.Problem;
import dev.tollgate.control.input.Query;
import dev.tollgate.control.route.Answer;
import dev.tollgate.control.route.ApiRequest;
import dev.tollgate.control.route.ApiRoutes;
import dev.tollgate.control.route.ListView;
import dev.tollgate.control.route.Operation;
import dev.tollgate.control.route.Route;
import dev.tollgate.control.route.Words;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.token.ApiToken;
import dev.tollgate.domain.token.KeptToken;
import dev.tollgate.domain.token.TokenState;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// The operations of A§2. Thread-safe.
public final class TokenOperations {

    private final Tokens tokens;
    private final Plans plans;
    private final Cursors cursors;

    public TokenOperations(Tokens tokens, Plans plans, Cursors cursors) {
        this.tokens = tokens;
        this.plans = plans;
        this.cursors = cursors;
    }

    public Map<Route, Operation> all() {
        return Map.of(ApiRoutes.VERIFY_TOKEN, this::verify, ApiRoutes.LIST_TOKENS, this::list, ApiRoutes.CREATE_TOKEN,
                this::create, ApiRoutes.GET_TOKEN, this::get, ApiRoutes.CHANGE_TOKEN, this::change,
                ApiRoutes.ROTATE_TOKEN, this::rotate, ApiRoutes.REVOKE_TOKEN, this::revoke);
    }

    private Answer verify(ApiRequest request) {
        TokenPrincipal principal = request.tokenPrincipal();
        return Answer.unless(request.faults().problem(),
                () -> Answer.shown(TokenSelfView.of(principal, plans.of(principal.account()))));
    }

    private Answer list(ApiRequest request) {
        Faults faults = request.faults();
        Query query = request.query();
        Principal principal = request.principal();
        Optional<TokenState> state = query.read("state", text -> Words.read(TokenState.class, text),
                Issue.NOT_ALLOWED, faults);
        Cursors.Scope scope = new Cursors.Scope(request.route().path(), principal.accountId(),
                principal.environment(), query.filters());
        PageRequest wanted = cursors.page(query, scope, faults);
        return Answer.unless(faults.problem(), () -> {
            Page<KeptToken> page = tokens.list(principal, state, wanted);
            return Answer.shown(new ListView<>(page.items().stream().map(one -> TokenView.of(one, tokens.now()))
                    .toList(), cursors.next(page, one -> one.token().id().value(), scope)));
        });
    }

    private Answer create(ApiRequest request) {
        Principal principal = request.principal();
        Optional<Problem> ungranted = ungranted(request);
        if (ungranted.isPresent()) {
            return Answer.refused(ungranted.get());
        }
        return switch (CreateToken.read(request.fields(), principal.environment(), tokens.now())) {
            case Checked.Invalid<CreateToken>(Problem problem) -> Answer.refused(problem);
            case Checked.Valid<CreateToken>(CreateToken command) -> switch (tokens.create(principal, command)) {
                case Tokens.Issue.Rejected(Problem problem) -> Answer.refused(problem);
                case Tokens.Issue.Issued(KeptToken made, Secret secret) ->
                    Answer.created("/tokens/" + made.token().id(), TokenView.withSecret(made, tokens.now(), secret),
                            made.token().version());
            };
        };
    }

    private Answer get(ApiRequest request) {
        return withToken(request, kept -> Answer.unless(request.faults().problem(), () -> Answer.resource(request,
                TokenView.of(kept, tokens.now()), kept.token().version())));
    }

    private Answer change(ApiRequest request) {
        return withMatching(request,
                token -> ungranted(request).map(Answer::refused).orElseGet(() -> change(request, token)));
    }

    private Answer change(ApiRequest request, ApiToken token) {
        return switch (ChangeToken.read(request.fields(), token, tokens.now())) {
            case Checked.Invalid<ChangeToken>(Problem problem) -> Answer.refused(problem);
            case Checked.Valid<ChangeToken>(ChangeToken command) ->
                switch (tokens.change(request.principal(), token.id(), expected(request, token), command)) {
                    case Tokens.Change.Rejected(Problem problem) -> Answer.refused(problem);
                    case Tokens.Change.Changed(KeptToken changed) ->
                        Answer.shown(TokenView.of(changed, tokens.now()), changed.token().version());
                };
        };
    }

    /// A scope that the caller lacks answers before a field at fault, as everywhere (A§1.3).
    private Optional<Problem> ungranted(ApiRequest request) {
        return tokens.ungranted(request.principal(), TokenFields.named(request.body()));
    }

    private Answer rotate(ApiRequest request) {
        return withToken(request, kept -> {
            Fields fields = request.fields();
            new TokenFields(fields).refuseAll();
            return Answer.unless(fields.faults().problem(),
                    () -> switch (tokens.rotate(request.principal(), kept.token())) {
                        case Tokens.Issue.Rejected(Problem problem) -> Answer.refused(problem);
                        case Tokens.Issue.Issued(KeptToken rotated, Secret secret) -> Answer.shown(
                                TokenView.withSecret(rotated, tokens.now(), secret), rotated.token().version());
                    });
        });
    }

    private Answer revoke(ApiRequest request) {
        return withMatching(request, token -> Answer.unless(request.faults().problem(),
                () -> tokens.revoke(request.principal(), token.id(), expected(request, token)).map(Answer::refused)
                        .orElseGet(Answer::gone)));
    }

    private Answer withToken(ApiRequest request, Function<KeptToken, Answer> then) {
        return tokens.find(request.principal(), request.id()).map(then)
                .orElseGet(() -> Answer.refused(Problem.of(ApiError.TOKEN_NOT_FOUND)));
    }

    private Answer withMatching(ApiRequest request, Function<ApiToken, Answer> then) {
        return withToken(request, kept -> request.preconditions().forbidsChange(kept.token().version())
                ? Answer.refused(Problem.of(ApiError.PRECONDITION_FAILED))
                : then.apply(kept.token()));
    }

    /// The version that `If-Match` was held against, so that nobody gets in between.
    private static OptionalLong expected(ApiRequest request, ApiToken token) {
        return request.preconditions().conditional() ? OptionalLong.of(token.version()) : OptionalLong.empty();
    }
}
