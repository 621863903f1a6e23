package dev.tollgate.control.member;

import dev.tollgate.control.authentication.Principal;
import dev.tollgate.control.input.Checked;
import dev.tollgate.control.input.Cursors;
import dev.tollgate.control.input.Faults;
import dev.tollgate.control.input.Problem;
import dev.tollgate.control.route.Answer;
import dev.tollgate.control.route.ApiRequest;
import dev.tollgate.control.route.ApiRoutes;
import dev.tollgate.control.route.ListView;
import dev.tollgate.control.route.Operation;
import dev.tollgate.control.route.Route;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.member.Member;
import dev.tollgate.domain.member.Role;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.token.Scope;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// The operations on members (A§3). Thread-safe.
public final class MemberOperations {

    /// Where the console takes an invitation up. The code stands behind the `#`, which browsers send to nobody.
    private static final String INVITATION_PAGE = "/invite#";

    private final Members members;
    private final Cursors cursors;
    private final Function<Set<Scope>, Problem> insufficient;

    /// @param insufficient words what is said to a caller who lacks a scope
    public MemberOperations(Members members, Cursors cursors, Function<Set<Scope>, Problem> insufficient) {
        this.members = members;
        this.cursors = cursors;
        this.insufficient = insufficient;
    }

    public Map<Route, Operation> all() {
        return Map.of(ApiRoutes.LIST_MEMBERS, this::list, ApiRoutes.INVITE_MEMBER, this::invite, ApiRoutes.GET_MEMBER,
                this::get, ApiRoutes.CHANGE_MEMBER, this::change, ApiRoutes.REMOVE_MEMBER, this::remove);
    }

    private Answer list(ApiRequest request) {
        Faults faults = request.faults();
        Principal principal = request.principal();
        Cursors.Scope scope = new Cursors.Scope(request.route().path(), principal.accountId(),
                principal.environment(), request.query().filters());
        PageRequest wanted = cursors.page(request.query(), scope, faults);
        return Answer.unless(faults.problem(), () -> {
            Page<Member> page = members.list(principal, wanted);
            return Answer.shown(new ListView<>(page.items().stream().map(MemberView::of).toList(),
                    cursors.next(page, one -> one.id().value(), scope)));
        });
    }

    private Answer invite(ApiRequest request) {
        Principal principal = request.principal();
        return switch (InviteMember.read(request.fields())) {
            case Checked.Invalid<InviteMember>(Problem problem) -> Answer.refused(problem);
            case Checked.Valid<InviteMember>(InviteMember command) -> granting(principal, command.role(),
                    () -> switch (members.invite(principal, command)) {
                        case Members.Invited.Rejected(ApiError error) -> refuse(error);
                        case Members.Invited.Done(Member member, Secret code) -> Answer.created(
                                "/members/" + member.id(), InvitedMemberView.of(member, new Secret(
                                        request.visit().site().url() + INVITATION_PAGE + code.reveal())),
                                member.version());
                    });
        };
    }

    private Answer get(ApiRequest request) {
        return withMember(request, member -> Answer.unless(request.faults().problem(),
                () -> Answer.resource(request, MemberView.of(member), member.version())));
    }

    private Answer change(ApiRequest request) {
        return withMatching(request, member -> switch (ChangeMember.read(request.fields())) {
            case Checked.Invalid<ChangeMember>(Problem problem) -> Answer.refused(problem);
            case Checked.Valid<ChangeMember>(ChangeMember command) -> changed(request, member, command);
        });
    }

    private Answer changed(ApiRequest request, Member member, ChangeMember command) {
        Principal principal = request.principal();
        // Who is enabled again gets the rights of the role back.
        boolean grants = command.role().filter(role -> role != member.role()).isPresent()
                || command.enabled().filter(enabled -> enabled && !member.enabled()).isPresent();
        Supplier<Answer> applied = () -> switch (members.change(principal, member.id(), expected(request, member),
                command)) {
            case Members.Change.Rejected(ApiError error) -> refuse(error);
            case Members.Change.Changed(Member after) -> Answer.shown(MemberView.of(after), after.version());
        };
        return grants ? granting(principal, command.role().orElse(member.role()), applied) : applied.get();
    }

    private Answer remove(ApiRequest request) {
        return withMatching(request, member -> Answer.unless(request.faults().problem(),
                () -> members.remove(request.principal(), member.id(), expected(request, member))
                        .map(MemberOperations::refuse).orElseGet(Answer::gone)));
    }

    /// Nobody can grant a scope they lack (A§2): nor by way of a role.
    private Answer granting(Principal principal, Role role, Supplier<Answer> granted) {
        Set<Scope> lacking = EnumSet.copyOf(role.scopes(principal.account().operator()));
        lacking.removeIf(scope -> principal.mayAny(Set.of(scope)));
        return lacking.isEmpty() ? granted.get() : Answer.refused(insufficient.apply(lacking));
    }

    private Answer withMember(ApiRequest request, Function<Member, Answer> then) {
        return members.find(request.principal(), request.id()).map(then)
                .orElseGet(() -> refuse(ApiError.MEMBER_NOT_FOUND));
    }

    private Answer withMatching(ApiRequest request, Function<Member, Answer> then) {
        return withMember(request, member -> request.preconditions().forbidsChange(member.version())
                ? refuse(ApiError.PRECONDITION_FAILED)
                : then.apply(member));
    }

    /// The version that `If-Match` was held against, so that nobody gets in between.
    private static OptionalLong expected(ApiRequest request, Member member) {
        return request.preconditions().conditional() ? OptionalLong.of(member.version()) : OptionalLong.empty();
    }

    private static Answer refuse(ApiError error) {
        return Answer.refused(Problem.of(error));
    }
}
