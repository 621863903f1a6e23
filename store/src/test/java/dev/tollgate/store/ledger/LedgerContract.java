package dev.tollgate.store.ledger;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Volumes;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.amount.Usd;
import dev.tollgate.domain.amount.Volume;
import dev.tollgate.domain.audit.AuditEntry;
import dev.tollgate.domain.audit.AuditLog.Filter;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.ledger.Credit;
import dev.tollgate.domain.ledger.LedgerEntry;
import dev.tollgate.domain.ledger.LedgerEntryId;
import dev.tollgate.domain.ledger.LedgerRepository;
import dev.tollgate.domain.ledger.LedgerRepository.Booking;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.store.Samples;
import dev.tollgate.store.Store;
import dev.tollgate.store.StoreTest;
import dev.tollgate.store.TestDatabase;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.database.StoreConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

abstract class LedgerContract extends StoreTest {
    private static final Credit TEN_DOLLARS = new Credit.Money(new Usd(10_000_000));

    LedgerContract(TestDatabase database) {
        super(database);
    }

    private static LedgerEntryId id() {
        return new LedgerEntryId(LedgerEntryId.PREFIX + Samples.ulid());
    }

    private Booking book(AccountId account, Credit credit) {
        return store().ledger().book(Samples.AUTHOR, account, id(), credit, "by hand", Samples.NOW);
    }

    private static LedgerEntry entry(Booking booking) {
        return switch (booking) {
            case Booking.Booked(LedgerEntry entry, Account _) -> entry;
            case Booking other -> throw new AssertionError("not booked: " + other);
        };
    }

    private Account account(AccountId id) {
        return store().accounts().find(id).orElseThrow();
    }

    /// An account with 5 bytes of residential volume and unlimited mobile.
    private AccountId limited() {
        AccountId id = samples().account();
        store().accounts().update(Samples.AUTHOR, id, OptionalLong.empty(),
                one -> one.withVolumes(new Volumes(Optional.of(new Volume(5)), Optional.empty())));
        return id;
    }

    @Test
    void money_is_added_and_taken_and_each_entry_says_what_was_left() {
        AccountId account = samples().account();

        Booking first = book(account, TEN_DOLLARS);
        Booking second = book(account, new Credit.Money(new Usd(-25_000_001)));

        assertThat(entry(first).balanceAfter()).isEqualTo(10_000_000);
        assertThat(entry(second).balanceAfter()).isEqualTo(-15_000_001);
        assertThat(account(account).balance()).isEqualTo(new Usd(-15_000_001));
        assertThat(account(account).version()).isEqualTo(3);
        assertThat(second).isEqualTo(new Booking.Booked(entry(second), account(account)));
        assertThat(store().ledger().list(account, new PageRequest(9, Optional.empty())))
                .isEqualTo(new Page<>(List.of(entry(second), entry(first)), false));
    }

    @Test
    void volume_is_added_to_its_own_product() {
        AccountId account = limited();

        Booking booking = book(account, new Credit.Traffic(Product.RESIDENTIAL, new Volume(-7)));

        assertThat(entry(booking).balanceAfter()).isEqualTo(-2);
        assertThat(account(account).volumes())
                .isEqualTo(new Volumes(Optional.of(new Volume(-2)), Optional.empty()));
        assertThat(store().ledger().list(account, new PageRequest(9, Optional.empty())).items())
                .containsExactly(entry(booking));
    }

    @Test
    void unlimited_volume_a_sum_beyond_all_bounds_and_an_unknown_account_change_nothing() {
        AccountId account = limited();
        Account before = account(account);

        assertThat(book(account, new Credit.Traffic(Product.MOBILE, new Volume(1)))).isEqualTo(new Booking.Unlimited());
        assertThat(book(account, new Credit.Traffic(Product.RESIDENTIAL, Volume.MOST)))
                .isEqualTo(new Booking.OutOfRange());
        assertThat(book(account, new Credit.Money(new Usd(-Usd.MOST.micros() - 1)))).isEqualTo(
                new Booking.OutOfRange());
        assertThat(book(new AccountId("usr_unknown"), TEN_DOLLARS)).isEqualTo(new Booking.Missing());
        assertThat(account(account)).isEqualTo(before);
        assertThat(store().ledger().list(account, new PageRequest(9, Optional.empty())).items()).isEmpty();
    }

    @Test
    void credits_that_come_at_once_over_two_nodes_lose_nothing_and_each_knows_its_balance() throws Exception {
        AccountId account = samples().account();
        List<Future<Booking>> bookings = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor(); Store beside = secondNode()) {
            for (int i = 1; i <= 60; i++) {
                LedgerRepository node = i % 2 == 0 ? store().ledger() : beside.ledger();
                Credit credit = new Credit.Money(new Usd(i % 3 == 0 ? -i : i));
                bookings.add(threads.submit(() -> node.book(Samples.AUTHOR, account, id(), credit, "at once",
                        Samples.NOW)));
            }
            // Before the second node closes.
            for (Future<Booking> booking : bookings) {
                assertThat(booking.get()).isInstanceOf(Booking.Booked.class);
            }
        }

        List<LedgerEntry> newestFirst = store().ledger().list(account, new PageRequest(100, Optional.empty())).items();
        assertThat(newestFirst).hasSize(60);
        long balance = 0;
        for (LedgerEntry entry : newestFirst.reversed()) {
            balance += amount(entry);
            assertThat(entry.balanceAfter()).isEqualTo(balance);
        }
        assertThat(account(account).balance()).isEqualTo(new Usd(balance));
        assertThat(account(account).version()).isEqualTo(61);
        for (Future<Booking> booking : bookings) {
            assertThat(newestFirst).contains(entry(booking.get()));
        }
    }

    private static long amount(LedgerEntry entry) {
        return switch (entry.credit()) {
            case Credit.Money(Usd money) -> money.micros();
            case Credit.Traffic(Product _, Volume volume) -> volume.bytes();
        };
    }

    @Test
    void entries_are_listed_newest_first_page_by_page_and_each_account_has_its_own() {
        AccountId account = samples().account();
        book(samples().account(), TEN_DOLLARS);
        List<LedgerEntry> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(entry(book(account, TEN_DOLLARS)));
        }

        Page<LedgerEntry> first = store().ledger().list(account, new PageRequest(3, Optional.empty()));
        Page<LedgerEntry> second = store().ledger().list(account,
                new PageRequest(3, Optional.of(first.items().getLast().id().value())));

        assertThat(first).isEqualTo(new Page<>(made.reversed().subList(0, 3), true));
        assertThat(second).isEqualTo(new Page<>(made.reversed().subList(3, 5), false));
    }

    @Test
    void a_credit_stands_in_the_audit_logs_of_the_account_and_of_the_operator() {
        AccountId operator = samples().account();
        AccountId account = samples().account();
        Author author = Author.token("tok_1", operator.value(), IpAddress.parse("203.0.113.7").orElseThrow(), "req_1");

        store().ledger().book(author, account, id(), TEN_DOLLARS, "by hand", Samples.NOW);

        for (AccountId log : List.of(operator, account)) {
            AuditEntry entry = store().auditLog().list(Filter.of(log.value()), 1, OptionalLong.empty()).items()
                    .getFirst();
            assertThat(entry.action()).isEqualTo("account.credit");
            assertThat(entry.object()).contains(account.value());
            assertThat(entry.before()).contains("{\"balance_usd\":0}");
            assertThat(entry.after()).contains("{\"balance_usd\":10}");
        }
    }

    @Test
    void the_database_itself_refuses_to_change_or_delete_an_entry() throws Exception {
        StoreConfig config = freshConfig();
        try (Store store = Store.open(config, Samples.IDS, Samples.CLOCK); Database database = Database.open(config)) {
            AccountId account = new Samples(store).account();
            LedgerEntry entry = entry(store.ledger().book(Samples.AUTHOR, account, id(), TEN_DOLLARS, "for good",
                    Samples.NOW));

            assertThatThrownBy(() -> database.write(handle -> handle.execute("UPDATE ledger SET amount = 1")))
                    .hasStackTraceContaining("ledger entries are never changed");
            assertThatThrownBy(() -> database.write(handle -> handle.execute("DELETE FROM ledger")))
                    .hasStackTraceContaining("ledger entries are never");
            assertThat(store.ledger().list(account, new PageRequest(9, Optional.empty())).items())
                    .containsExactly(entry);
        }
    }
}
