package dev.tollgate.control.member;

import dev.tollgate.control.authentication.Principal;
import dev.tollgate.control.route.Words;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.member.Invitation;
import dev.tollgate.domain.member.Member;
import dev.tollgate.domain.member.MemberId;
import dev.tollgate.domain.member.MemberRepository;
import dev.tollgate.domain.member.MemberRepository.Update;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.secret.SecretMaker;
import dev.tollgate.domain.secret.ServerKey;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/// The members of an account. Thread-safe. A change is committed when its method returns, and holds for the next request of the
/// member it concerns.
public final class Members {

    private final MemberRepository repository;
    private final ServerKey key;
    private final SecretMaker secrets;
    private final Ulids ids;
    private final InstantSource clock;

    public Members(MemberRepository repository, ServerKey key, SecretMaker secrets, Ulids ids, InstantSource clock) {
        this.repository = repository;
        this.key = key;
        this.secrets = secrets;
        this.ids = ids;
        this.clock = clock;
    }

    /// What came of inviting somebody.
    public sealed interface Invited {

        /// @param code what the link carries, to be shown this once
        record Done(Member member, Secret code) implements Invited {}

        record Rejected(ApiError error) implements Invited {}
    }

    /// What came of changing one.
    public sealed interface Change {

        record Changed(Member member) implements Change {}

        record Rejected(ApiError error) implements Change {}
    }

    Invited invite(Principal principal, InviteMember command) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Secret code = secrets.tokenCharacters();
        Member member = Member.invited(new MemberId(MemberId.PREFIX + ids.next()), principal.accountId(),
                command.email(), command.name(), command.role(), now);
        return switch (repository.insert(principal.author(), member,
                new Invitation(key.hash(code), now.plus(Invitation.VALID)))) {
            case EMAIL_TAKEN -> new Invited.Rejected(ApiError.EMAIL_TAKEN);
            case INSERTED -> new Invited.Done(member, code);
        };
    }

    public Optional<Member> find(Principal principal, String id) {
        return Words.couldName(id) ? repository.find(principal.accountId(), new MemberId(id)) : Optional.empty();
    }

    public Page<Member> list(Principal principal, PageRequest page) {
        return repository.list(principal.accountId(), page);
    }

    /// @param expectedVersion of the member that `If-Match` was held against
    Change change(Principal principal, MemberId id, OptionalLong expectedVersion, ChangeMember command) {
        return switch (repository.update(principal.author(), principal.accountId(), id, expectedVersion,
                command::applyTo)) {
            case Update.Missing() -> new Change.Rejected(ApiError.MEMBER_NOT_FOUND);
            case Update.OtherVersion(long current) -> new Change.Rejected(ApiError.PRECONDITION_FAILED);
            case Update.LastOwner() -> new Change.Rejected(ApiError.LAST_OWNER);
            case Update.Updated(Member member) -> new Change.Changed(member);
        };
    }

    /// @return why not, if it was not removed
    public Optional<ApiError> remove(Principal principal, MemberId id, OptionalLong expectedVersion) {
        return switch (repository.delete(principal.author(), principal.accountId(), id, expectedVersion)) {
            case MISSING -> Optional.of(ApiError.MEMBER_NOT_FOUND);
            case OTHER_VERSION -> Optional.of(ApiError.PRECONDITION_FAILED);
            case LAST_OWNER -> Optional.of(ApiError.LAST_OWNER);
            case DELETED -> Optional.empty();
        };
    }
}
