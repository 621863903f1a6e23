package dev.tollgate.domain.account;

import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Accounts in memory, for tests.
public final class InMemoryAccounts implements AccountRepository {

    private final Map<AccountId, Account> accounts = new ConcurrentHashMap<>();
    private volatile Predicate<String> knownPlan = _ -> true;

    /// Has plans asked for before an account is put on one.
    public void plansAre(Predicate<String> known) {
        knownPlan = known;
    }

    /// Whether an account is on the plan.
    public boolean anyOn(String plan) {
        return accounts.values().stream().anyMatch(one -> one.plan().equals(plan));
    }

    @Override
    public synchronized Insertion insert(Author author, Account account) {
        if (!knownPlan.test(account.plan())) {
            return new Insertion.PlanMissing();
        }
        if (emailTaken(account)) {
            return new Insertion.EmailTaken();
        }
        if (accounts.putIfAbsent(account.id(), account) != null) {
            throw new IllegalStateException("the id is taken");
        }
        return new Insertion.Inserted();
    }

    private boolean emailTaken(Account wanted) {
        return accounts.values().stream()
                .anyMatch(one -> !one.id().equals(wanted.id()) && one.emailKey().equals(wanted.emailKey()));
    }

    /// Puts an account in the place of the one with its id.
    public void replace(Account account) {
        accounts.put(account.id(), account);
    }

    @Override
    public Optional<Account> find(AccountId id) {
        return Optional.ofNullable(accounts.get(id));
    }

    @Override
    public Page<Account> list(PageRequest page) {
        List<Account> older = accounts.values().stream()
                .sorted(Comparator.comparing((Account one) -> one.id().value()).reversed())
                .filter(one -> page.before().map(before -> one.id().value().compareTo(before) < 0).orElse(true))
                .toList();
        return new Page<>(older.stream().limit(page.limit()).toList(), older.size() > page.limit());
    }

    @Override
    public Optional<Account> operator() {
        return accounts.values().stream().filter(Account::operator).findFirst();
    }

    @Override
    public synchronized Update update(Author author, AccountId id, OptionalLong expectedVersion,
            UnaryOperator<Account> change) {
        Account before = accounts.get(id);
        if (before == null) {
            return new Update.Missing();
        }
        if (expectedVersion.isPresent() && expectedVersion.getAsLong() != before.version()) {
            return new Update.OtherVersion(before.version());
        }
        Account wanted = change.apply(before);
        if (wanted.equals(before)) {
            return new Update.Updated(before);
        }
        if (!wanted.plan().equals(before.plan()) && !knownPlan.test(wanted.plan())) {
            return new Update.PlanMissing();
        }
        if (emailTaken(wanted)) {
            return new Update.EmailTaken();
        }
        Account after = wanted.following(before);
        accounts.put(id, after);
        return new Update.Updated(after);
    }
}
