package dev.tollgate.control.subuser;

import dev.tollgate.control.authentication.Principal;
import dev.tollgate.control.publish.AccessPublisher;
import dev.tollgate.control.route.Words;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.secret.SecretMaker;
import dev.tollgate.domain.secret.ServerKey;
import dev.tollgate.domain.subuser.Passwords;
import dev.tollgate.domain.subuser.SubUser;
import dev.tollgate.domain.subuser.SubUserFilter;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.subuser.SubUserRepository;
import dev.tollgate.domain.subuser.SubUserRepository.Deletion;
import dev.tollgate.domain.subuser.SubUserRepository.Insertion;
import dev.tollgate.domain.subuser.SubUserRepository.Update;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/// The sub-users of an account, with the verbs of A§4.2. Thread-safe. A change is committed and in force when its method
/// returns.
public final class SubUsers {

    private final SubUserRepository repository;
    private final AccessPublisher publisher;
    private final ServerKey key;
    private final SecretMaker secrets;
    private final Ulids ids;
    private final InstantSource clock;

    public SubUsers(SubUserRepository repository, AccessPublisher publisher, ServerKey key, SecretMaker secrets,
            Ulids ids, InstantSource clock) {
        this.repository = repository;
        this.publisher = publisher;
        this.key = key;
        this.secrets = secrets;
        this.ids = ids;
        this.clock = clock;
    }

    /// What came of making one.
    public sealed interface Creation {

        /// @param password to be shown this once
        record Created(SubUser subUser, Secret password) implements Creation {}

        record Rejected(ApiError error) implements Creation {}
    }

    /// What came of changing one.
    public sealed interface Change {

        record Changed(SubUser subUser) implements Change {}

        record Rejected(ApiError error) implements Change {}
    }

    /// What came of a new password.
    public sealed interface Rotation {

        /// @param password to be shown this once
        record Rotated(SubUser subUser, Secret password) implements Rotation {}

        record Rejected(ApiError error) implements Rotation {}
    }

    public Creation create(Principal principal, CreateSubUser command, Plan plan) {
        Instant now = now();
        Secret password = secrets.password();
        SubUser subUser = new SubUser(new SubUserId(SubUserId.PREFIX + ids.next()), principal.accountId(),
                principal.environment(), secrets.subUserName(), command.label(), command.products(), command.status(),
                command.concurrentMax(), command.rpsMax(), command.authMode(), command.requireTls(), false,
                Passwords.first(key.hash(password)), now, now, 1);
        return switch (repository.insert(principal.author(), subUser, plan.subUsersMax())) {
            case Insertion.LabelTaken() -> new Creation.Rejected(ApiError.LABEL_TAKEN);
            case Insertion.TooMany() -> new Creation.Rejected(ApiError.TOO_MANY);
            case Insertion.Inserted() -> {
                publisher.publish();
                yield new Creation.Created(subUser, password);
            }
        };
    }

    public Optional<SubUser> find(Principal principal, String id) {
        return Words.couldName(id)
                ? repository.find(principal.accountId(), principal.environment(), new SubUserId(id))
                : Optional.empty();
    }

    public Optional<SubUser> findByIdOrName(Principal principal, String idOrName) {
        if (!Words.couldName(idOrName)) {
            return Optional.empty();
        }
        return find(principal, idOrName)
                .or(() -> repository.findByName(principal.accountId(), principal.environment(), idOrName));
    }

    public Page<SubUser> list(Principal principal, SubUserFilter filter, PageRequest page) {
        return repository.list(principal.accountId(), principal.environment(), filter, page);
    }

    /// @param expectedVersion of the sub-user that `If-Match` was held against
    public Change change(Principal principal, SubUserId id, OptionalLong expectedVersion, ChangeSubUser command) {
        return update(principal, id, expectedVersion, now(), command::applyTo);
    }

    public Rotation rotatePassword(Principal principal, SubUserId id) {
        Secret password = secrets.password();
        SecretHash hash = key.hash(password);
        Instant now = now();
        return switch (update(principal, id, OptionalLong.empty(), now, one -> one.rotatePassword(hash, now))) {
            case Change.Changed(SubUser subUser) -> new Rotation.Rotated(subUser, password);
            case Change.Rejected(ApiError error) -> new Rotation.Rejected(error);
        };
    }

    private Change update(Principal principal, SubUserId id, OptionalLong expectedVersion, Instant now,
            UnaryOperator<SubUser> change) {
        return switch (repository.update(principal.author(), principal.accountId(), principal.environment(), id,
                expectedVersion, now, change)) {
            case Update.Missing() -> new Change.Rejected(ApiError.SUBUSER_NOT_FOUND);
            case Update.OtherVersion(long current) -> new Change.Rejected(ApiError.PRECONDITION_FAILED);
            case Update.LabelTaken() -> new Change.Rejected(ApiError.LABEL_TAKEN);
            case Update.Updated(SubUser subUser) -> {
                publisher.publish();
                yield new Change.Changed(subUser);
            }
        };
    }

    /// @return why not, if it was not deleted
    public Optional<ApiError> delete(Principal principal, SubUserId id, OptionalLong expectedVersion) {
        return switch (repository.delete(principal.author(), principal.accountId(), principal.environment(), id,
                expectedVersion, now())) {
            case Deletion.Missing() -> Optional.of(ApiError.SUBUSER_NOT_FOUND);
            case Deletion.OtherVersion(long current) -> Optional.of(ApiError.PRECONDITION_FAILED);
            case Deletion.Deleted(SubUser subUser) -> {
                publisher.publish();
                yield Optional.empty();
            }
        };
    }

    /// Whether another living sub-user has this label.
    public boolean labelTaken(Principal principal, String label, Optional<SubUserId> by) {
        SubUserFilter filter = new SubUserFilter(Optional.empty(), Optional.empty(), Optional.of(label),
                Optional.empty(), Optional.empty());
        Optional<String> before = Optional.empty();
        while (true) {
            Page<SubUser> page = list(principal, filter, new PageRequest(PageRequest.MAX_LIMIT, before));
            if (page.items().stream().anyMatch(one -> one.label().equals(label) && !by.equals(Optional.of(one.id())))) {
                return true;
            }
            if (!page.more()) {
                return false;
            }
            before = Optional.of(page.items().getLast().id().value());
        }
    }

    /// Of the precision that both databases keep.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
