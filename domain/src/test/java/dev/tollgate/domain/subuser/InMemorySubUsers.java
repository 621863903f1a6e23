package dev.tollgate.domain.subuser;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Sub-users in memory, for tests. Thread-safe.
public final class InMemorySubUsers implements SubUserRepository {

    private final Map<SubUserId, SubUser> living = new HashMap<>();
    private final Consumer<SubUserId> deleted;

    public InMemorySubUsers() {
        this(id -> {});
    }

    /// @param deleted told of each deletion: entries of whitelists go with their sub-user
    public InMemorySubUsers(Consumer<SubUserId> deleted) {
        this.deleted = deleted;
    }

    @Override
    public synchronized Insertion insert(Author author, SubUser subUser, int atMost) {
        if (labelTaken(subUser)) {
            return new Insertion.LabelTaken();
        }
        if (of(subUser.account(), subUser.environment()).size() >= atMost) {
            return new Insertion.TooMany();
        }
        living.put(subUser.id(), subUser);
        return new Insertion.Inserted();
    }

    @Override
    public synchronized Optional<SubUser> find(AccountId account, Environment environment, SubUserId id) {
        return of(account, environment).stream().filter(one -> one.id().equals(id)).findFirst();
    }

    @Override
    public synchronized Optional<SubUser> findByName(AccountId account, Environment environment, String name) {
        return of(account, environment).stream().filter(one -> one.name().equals(name)).findFirst();
    }

    @Override
    public synchronized Page<SubUser> list(AccountId account, Environment environment, SubUserFilter filter,
            PageRequest page) {
        List<SubUser> fitting = of(account, environment).stream().filter(one -> shows(filter, one))
                .filter(one -> page.before().isEmpty() || one.id().value().compareTo(page.before().get()) < 0)
                .sorted(Comparator.comparing((SubUser one) -> one.id().value()).reversed()).toList();
        return new Page<>(fitting.stream().limit(page.limit()).toList(), fitting.size() > page.limit());
    }

    private static boolean shows(SubUserFilter filter, SubUser one) {
        return filter.product().map(one.products()::contains).orElse(true)
                && filter.status().map(status -> one.status() == status).orElse(true)
                && filter.labelContains().map(one.label()::contains).orElse(true)
                && filter.name().map(one.name()::equals).orElse(true)
                && filter.query().map(part -> one.label().contains(part) || one.name().contains(part)).orElse(true);
    }

    @Override
    public synchronized Update update(Author author, AccountId account, Environment environment, SubUserId id,
            OptionalLong expectedVersion, Instant now, UnaryOperator<SubUser> change) {
        Optional<SubUser> found = find(account, environment, id);
        if (found.isEmpty()) {
            return new Update.Missing();
        }
        SubUser before = found.get();
        if (expectedVersion.isPresent() && expectedVersion.getAsLong() != before.version()) {
            return new Update.OtherVersion(before.version());
        }
        SubUser after = change.apply(before);
        if (after.equals(before)) {
            return new Update.Updated(before);
        }
        if (labelTaken(after)) {
            return new Update.LabelTaken();
        }
        living.put(id, after.changed(now));
        return new Update.Updated(after.changed(now));
    }

    @Override
    public synchronized Deletion delete(Author author, AccountId account, Environment environment, SubUserId id,
            OptionalLong expectedVersion, Instant now) {
        Optional<SubUser> found = find(account, environment, id);
        if (found.isEmpty()) {
            return new Deletion.Missing();
        }
        if (expectedVersion.isPresent() && expectedVersion.getAsLong() != found.get().version()) {
            return new Deletion.OtherVersion(found.get().version());
        }
        living.remove(id);
        deleted.accept(id);
        return new Deletion.Deleted(found.get());
    }

    private List<SubUser> of(AccountId account, Environment environment) {
        return living.values().stream()
                .filter(one -> one.account().equals(account) && one.environment() == environment).toList();
    }

    private boolean labelTaken(SubUser subUser) {
        return of(subUser.account(), subUser.environment()).stream()
                .anyMatch(one -> one.label().equals(subUser.label()) && !one.id().equals(subUser.id()));
    }
}
