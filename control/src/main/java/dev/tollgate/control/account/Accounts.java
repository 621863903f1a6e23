package dev.tollgate.control.account;

import dev.tollgate.control.authentication.Principal;
import dev.tollgate.control.input.FieldFault;
import dev.tollgate.control.input.Issue;
import dev.tollgate.control.input.Problem;
import dev.tollgate.control.publish.AccessPublisher;
import dev.tollgate.control.route.Words;
import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.AccountRepository;
import dev.tollgate.domain.account.AccountRepository.Insertion;
import dev.tollgate.domain.account.AccountRepository.Update;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.ledger.LedgerEntry;
import dev.tollgate.domain.ledger.LedgerEntryId;
import dev.tollgate.domain.ledger.LedgerRepository;
import dev.tollgate.domain.ledger.LedgerRepository.Booking;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/// The accounts of the installation, with the verbs of A§16.1 and A§3. Thread-safe. A change is committed and in force when its
/// method returns.
public final class Accounts {

    private final AccountRepository repository;
    private final LedgerRepository ledger;
    private final AccessPublisher publisher;
    private final Ulids ids;
    private final InstantSource clock;

    public Accounts(AccountRepository repository, LedgerRepository ledger, AccessPublisher publisher, Ulids ids,
            InstantSource clock) {
        this.repository = repository;
        this.ledger = ledger;
        this.publisher = publisher;
        this.ids = ids;
        this.clock = clock;
    }

    /// What came of opening or changing one.
    public sealed interface Outcome {

        record Done(Account account) implements Outcome {}

        record Rejected(ApiError error) implements Outcome {}
    }

    /// What came of a credit.
    public sealed interface Crediting {

        record Credited(LedgerEntry entry) implements Crediting {}

        record Rejected(Problem problem) implements Crediting {}
    }

    public Outcome open(Principal principal, OpenAccount command) {
        Account account = command.toAccount(new AccountId(AccountId.PREFIX + ids.next()), now());
        return switch (repository.insert(principal.author(), account)) {
            case Insertion.EmailTaken() -> new Outcome.Rejected(ApiError.EMAIL_TAKEN);
            case Insertion.PlanMissing() -> new Outcome.Rejected(ApiError.PLAN_NOT_FOUND);
            case Insertion.Inserted() -> {
                publisher.publish();
                yield new Outcome.Done(account);
            }
        };
    }

    public Optional<Account> find(String id) {
        return Words.couldName(id) ? repository.find(new AccountId(id)) : Optional.empty();
    }

    public Page<Account> list(PageRequest page) {
        return repository.list(page);
    }

    /// @param expectedVersion of the account that `If-Match` was held against
    public Outcome change(Principal principal, Account account, OptionalLong expectedVersion, ChangeAccount command) {
        // What an account is does not change, so that this can be said beforehand.
        return account.operator() && command.suspends()
                ? new Outcome.Rejected(ApiError.OPERATOR_ACCOUNT)
                : update(principal, account.id(), expectedVersion, command::applyTo);
    }

    /// @param expectedVersion of the account that `If-Match` was held against
    public Outcome changeOwn(Principal principal, OptionalLong expectedVersion, ChangeOwnAccount command) {
        return update(principal, principal.accountId(), expectedVersion, command::applyTo);
    }

    private Outcome update(Principal principal, AccountId id, OptionalLong expectedVersion,
            UnaryOperator<Account> change) {
        return switch (repository.update(principal.author(), id, expectedVersion, change)) {
            case Update.Missing() -> new Outcome.Rejected(ApiError.ACCOUNT_NOT_FOUND);
            case Update.OtherVersion(long current) -> new Outcome.Rejected(ApiError.PRECONDITION_FAILED);
            case Update.EmailTaken() -> new Outcome.Rejected(ApiError.EMAIL_TAKEN);
            case Update.PlanMissing() -> new Outcome.Rejected(ApiError.PLAN_NOT_FOUND);
            case Update.Updated(Account account) -> {
                publisher.publish();
                yield new Outcome.Done(account);
            }
        };
    }

    public Crediting credit(Principal principal, AccountId account, CreditAccount command) {
        return switch (ledger.book(principal.author(), account,
                new LedgerEntryId(LedgerEntryId.PREFIX + ids.next()), command.credit(), command.note(), now())) {
            case Booking.Missing() -> rejected(ApiError.ACCOUNT_NOT_FOUND);
            case Booking.Unlimited() -> rejected(ApiError.VOLUME_UNLIMITED);
            case Booking.OutOfRange() -> new Crediting.Rejected(Problem.of(ApiError.VALIDATION_FAILED,
                    new FieldFault(command.amountField(), Issue.OUT_OF_RANGE)));
            case Booking.Booked(LedgerEntry entry, Account after) -> {
                publisher.publish();
                yield new Crediting.Credited(entry);
            }
        };
    }

    private static Crediting rejected(ApiError error) {
        return new Crediting.Rejected(Problem.of(error));
    }

    public Page<LedgerEntry> ledger(AccountId account, PageRequest page) {
        return ledger.list(account, page);
    }

    /// Of the precision that both databases keep.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
