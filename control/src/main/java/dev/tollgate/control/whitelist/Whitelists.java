package dev.tollgate.control.whitelist;

import dev.tollgate.control.authentication.Principal;
import dev.tollgate.control.publish.AccessPublisher;
import dev.tollgate.control.route.Words;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.whitelist.WhitelistEntry;
import dev.tollgate.domain.whitelist.WhitelistEntryId;
import dev.tollgate.domain.whitelist.WhitelistFilter;
import dev.tollgate.domain.whitelist.WhitelistRepository;
import dev.tollgate.domain.whitelist.WhitelistRepository.Insertion;
import dev.tollgate.domain.whitelist.WhitelistRepository.Update;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/// The whitelists of an account, with the verbs of A§5. Thread-safe. A change is committed and in force when its method
/// returns.
public final class Whitelists {

    private final WhitelistRepository repository;
    private final AccessPublisher publisher;
    private final Ulids ids;
    private final InstantSource clock;

    public Whitelists(WhitelistRepository repository, AccessPublisher publisher, Ulids ids, InstantSource clock) {
        this.repository = repository;
        this.publisher = publisher;
        this.ids = ids;
        this.clock = clock;
    }

    /// What came of adding or changing an entry.
    public sealed interface Outcome {

        record Done(WhitelistEntry entry) implements Outcome {}

        record Rejected(ApiError error) implements Outcome {}
    }

    public Outcome add(Principal principal, AddEntry command) {
        WhitelistEntry entry = new WhitelistEntry(new WhitelistEntryId(WhitelistEntryId.PREFIX + ids.next()),
                principal.accountId(), principal.environment(), command.subUser(), command.product(), command.range(),
                command.label(), command.defaultUsername(), clock.instant().truncatedTo(ChronoUnit.MILLIS), 1);
        return switch (repository.insert(principal.author(), entry)) {
            case Insertion.SubUserMissing() -> new Outcome.Rejected(ApiError.SUBUSER_NOT_FOUND);
            case Insertion.AlreadyListed() -> new Outcome.Rejected(ApiError.ALREADY_WHITELISTED);
            case Insertion.DefaultUsernameConflict() -> new Outcome.Rejected(ApiError.DEFAULT_USERNAME_CONFLICT);
            case Insertion.ListFull() -> new Outcome.Rejected(ApiError.WHITELIST_FULL);
            case Insertion.Inserted() -> done(entry);
        };
    }

    public Optional<WhitelistEntry> find(Principal principal, String id) {
        return Words.couldName(id)
                ? repository.find(principal.accountId(), principal.environment(), new WhitelistEntryId(id))
                : Optional.empty();
    }

    public Page<WhitelistEntry> list(Principal principal, WhitelistFilter filter, PageRequest page) {
        return repository.list(principal.accountId(), principal.environment(), filter, page);
    }

    /// @param expectedVersion of the entry that `If-Match` was held against
    public Outcome change(Principal principal, WhitelistEntryId id, OptionalLong expectedVersion,
            ChangeEntry command) {
        return switch (repository.update(principal.author(), principal.accountId(), principal.environment(), id,
                expectedVersion, command::applyTo)) {
            case Update.Missing() -> new Outcome.Rejected(ApiError.WHITELIST_NOT_FOUND);
            case Update.OtherVersion(long current) -> new Outcome.Rejected(ApiError.PRECONDITION_FAILED);
            case Update.DefaultUsernameConflict() -> new Outcome.Rejected(ApiError.DEFAULT_USERNAME_CONFLICT);
            case Update.Updated(WhitelistEntry entry) -> done(entry);
        };
    }

    private Outcome done(WhitelistEntry entry) {
        publisher.publish();
        return new Outcome.Done(entry);
    }

    /// @return why not, if it was not removed
    public Optional<ApiError> remove(Principal principal, WhitelistEntryId id, OptionalLong expectedVersion) {
        return switch (repository.delete(principal.author(), principal.accountId(), principal.environment(), id,
                expectedVersion)) {
            case MISSING -> Optional.of(ApiError.WHITELIST_NOT_FOUND);
            case OTHER_VERSION -> Optional.of(ApiError.PRECONDITION_FAILED);
            case DELETED -> {
                publisher.publish();
                yield Optional.empty();
            }
        };
    }
}
