package dev.tollgate.control.login;

import dev.tollgate.control.authentication.SessionCookie;
import dev.tollgate.control.authentication.Sessions;
import dev.tollgate.control.authentication.Visit;
import dev.tollgate.control.input.Checked;
import dev.tollgate.control.input.Fields;
import dev.tollgate.control.input.Problem;
import dev.tollgate.control.member.MemberView;
import dev.tollgate.control.route.Answer;
import dev.tollgate.control.route.ApiRequest;
import dev.tollgate.control.route.ApiRoutes;
import dev.tollgate.control.route.Operation;
import dev.tollgate.control.route.Route;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.member.Member;
import dev.tollgate.domain.secret.Secret;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The operations by which members come in and leave (A§3). Thread-safe.
///
/// These are called without credentials. What a page of somebody else sends is refused all the same: it could sign its visitor in
/// as somebody else.
public final class LoginOperations {

    private static final String SET_COOKIE = "Set-Cookie";

    private final Logins logins;
    private final Setup setup;
    private final Sessions sessions;
    private final InstantSource clock;

    public LoginOperations(Logins logins, Setup setup, Sessions sessions, InstantSource clock) {
        this.logins = logins;
        this.setup = setup;
        this.sessions = sessions;
        this.clock = clock;
    }

    public Map<Route, Operation> all() {
        return Map.of(ApiRoutes.LOGIN, this::login, ApiRoutes.LOGOUT, this::logout, ApiRoutes.SESSION, this::session,
                ApiRoutes.TAKE_UP_INVITATION, this::takeUp, ApiRoutes.SET_UP, this::setUp);
    }

    private Answer login(ApiRequest request) {
        return fromNoForeignPage(request.visit(), visit -> switch (SignIn.read(request.fields())) {
            case Checked.Invalid<SignIn>(Problem problem) -> Answer.refused(problem);
            case Checked.Valid<SignIn>(SignIn command) -> switch (logins.login(visit, command)) {
                case Entry.Rejected(Problem problem) -> Answer.refused(problem);
                case Entry.Entered(Member member, Secret cookie) -> new Answer.Shown(200, view(member, cookie),
                        Map.of(SET_COOKIE, SessionCookie.at(visit.site()).handedOut(cookie)));
            };
        });
    }

    private Answer takeUp(ApiRequest request) {
        return fromNoForeignPage(request.visit(), visit -> switch (TakeUpInvitation.read(request.fields())) {
            case Checked.Invalid<TakeUpInvitation>(Problem problem) -> Answer.refused(problem);
            case Checked.Valid<TakeUpInvitation>(TakeUpInvitation command) ->
                began(visit, logins.takeUp(visit, command));
        });
    }

    private Answer setUp(ApiRequest request) {
        if (setup.over()) {
            return Answer.refused(Problem.of(ApiError.NOT_FOUND));
        }
        return fromNoForeignPage(request.visit(), visit -> switch (SetUp.read(request.fields())) {
            case Checked.Invalid<SetUp>(Problem problem) -> Answer.refused(problem);
            case Checked.Valid<SetUp>(SetUp command) -> began(visit, setup.complete(visit, command));
        });
    }

    /// 201: the first session of a member.
    private Answer began(Visit visit, Entry entry) {
        return switch (entry) {
            case Entry.Rejected(Problem problem) -> Answer.refused(problem);
            case Entry.Entered(Member member, Secret cookie) -> new Answer.Shown(201, view(member, cookie), Map.of(
                    SET_COOKIE, SessionCookie.at(visit.site()).handedOut(cookie), Answer.LOCATION,
                    Route.BASE + "/members/" + member.id()));
        };
    }

    private Answer logout(ApiRequest request) {
        Fields fields = request.fields();
        fields.refuseTheRest(Set.of());
        return fromNoForeignPage(request.visit(),
                visit -> Answer.unless(fields.faults().problem(), () -> left(visit)));
    }

    /// Who has no session any more has left already.
    private Answer left(Visit visit) {
        boolean living = visit.session().flatMap(cookie -> sessions.find(cookie, clock.instant())).isPresent();
        if (living && !sessions.ownPageWrites(visit)) {
            return Answer.refused(Problem.of(ApiError.CSRF_FAILED));
        }
        logins.leave(visit);
        return new Answer.Bare(204, Map.of(SET_COOKIE, SessionCookie.at(visit.site()).takenBack()));
    }

    private Answer session(ApiRequest request) {
        Secret cookie = request.visit().session().orElseThrow();
        return Answer.unless(request.faults().problem(),
                () -> Answer.shown(view(request.memberPrincipal().member(), cookie)));
    }

    private SessionView view(Member member, Secret cookie) {
        return new SessionView(MemberView.of(member), sessions.csrfToken(cookie));
    }

    private static Answer fromNoForeignPage(Visit visit, Function<Visit, Answer> then) {
        return visit.fromForeignPage() ? Answer.refused(Problem.of(ApiError.CSRF_FAILED)) : then.apply(visit);
    }
}
