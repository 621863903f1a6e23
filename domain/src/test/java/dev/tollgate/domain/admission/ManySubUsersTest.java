package dev.tollgate.domain.admission;

import com.sun.management.ThreadMXBean;
import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.admission.SubUserAccess.Standing;
import dev.tollgate.domain.limit.Allowance;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.subuser.Passwords;
import dev.tollgate.domain.subuser.Product;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What 100,000 sub-users cost: memory, and the change of one of them.
class ManySubUsersTest {
    private static final int MANY = 100_000;
    private static final int MOST_BYTES_EACH = 1_024;
    private static final int MOST_BYTES_OF_A_CHANGE = 16 * 1_024;

    private final Random random = new Random(11);

    @Test
    void a_loaded_sub_user_takes_no_more_than_a_kibibyte() {
        AccessSnapshot few = loaded(1);
        long before = usedHeap();

        AccessSnapshot many = loaded(MANY);

        long each = (usedHeap() - before) / MANY;
        assertThat(many.size() + few.size()).isEqualTo(MANY + 1);
        assertThat(each).as("bytes of one").isBetween(100L, (long) MOST_BYTES_EACH);
    }

    /// After collections, until they free nothing more to speak of.
    private static long usedHeap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            System.gc();
            long now = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            if (now > least - least / 1_000) {
                break;
            }
            least = Math.min(least, now);
        }
        return least;
    }

    @Test
    void the_change_of_one_costs_as_little_among_many_as_among_few() {
        AccessSnapshot thousand = loaded(1_000);
        AccessSnapshot many = loaded(MANY);

        long amongFew = bytesOfOneChange(thousand);
        long amongMany = bytesOfOneChange(many);

        assertThat(amongMany).isLessThan(MOST_BYTES_OF_A_CHANGE).isLessThan(2 * amongFew);
    }

    /// What 1,000 single changes allocate, for each: names that are there, names that are new, and entries of default usernames.
    private long bytesOfOneChange(AccessSnapshot snapshot) {
        List<AccessChanges> changes = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            AccessBuilder.Facts changed = switch (i % 3) {
                case 0 -> subUser(i).standing(Standing.DISABLED).build();
                case 1 -> subUser(MANY + i).build();
                default -> subUser(i).defaultUsername("203.0." + i % 256 + ".0/28", "helo_x" + i).build();
            };
            changes.add(new AccessChanges(i + 2, List.of(changed.subUser()), List.of(), Optional.empty()));
        }
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        AccessSnapshot now = snapshot;
        long before = thread.getCurrentThreadAllocatedBytes();
        for (AccessChanges change : changes) {
            now = now.with(change);
        }
        long allocated = thread.getCurrentThreadAllocatedBytes() - before;
        assertThat(now.revision()).isEqualTo(1_001);
        return allocated / changes.size();
    }

    @Test
    void after_thousands_of_changes_everybody_is_found_as_of_the_last_one() {
        AccessSnapshot snapshot = loaded(MANY);
        Map<String, SubUserAccess> model = new HashMap<>();
        for (int round = 2; round < 500; round++) {
            List<SubUserAccess> changed = new ArrayList<>();
            for (int i = random.nextInt(20); i >= 0; i--) {
                Standing standing = Standing.values()[random.nextInt(3)];
                SubUserAccess one = subUser(random.nextInt(MANY * 11 / 10)).standing(standing).build().subUser();
                changed.add(one);
                model.put(one.name(), one);
            }
            snapshot = snapshot.with(new AccessChanges(round, changed, List.of(), Optional.empty()));
            assertThat(snapshot.find(changed.getLast().name())).isSameAs(changed.getLast());
        }

        AccessSnapshot last = snapshot;
        model.forEach((name, one) -> assertThat(last.find(name)).isSameAs(one));
        long added = model.keySet().stream().filter(name -> !known(name)).count();
        assertThat(last.size()).isEqualTo(MANY + (int) added);
        for (int i = 0; i < MANY; i++) {
            assertThat(last.find(name(i))).as(name(i)).isNotNull();
        }
        assertThat(last.find("s")).isNull();
    }

    private static boolean known(String name) {
        return Integer.parseInt(name.substring(1), 36) / 7919 < MANY;
    }

    private AccessSnapshot loaded(int count) {
        List<SubUserAccess> all = new ArrayList<>(count);
        Map<AccountId, AccountAccess> accounts = new HashMap<>();
        for (int i = 0; i < count; i++) {
            AccessBuilder one = subUser(i);
            if (i % 10 == 0) {
                String range = "10." + (i >> 16 & 0xff) + "." + (i >> 8 & 0xff) + "." + (i & 0xff);
                one.listed(Product.RESIDENTIAL, range, "192.0.2.0/24");
            }
            if (i % 1_000 == 0) {
                one.defaultUsername("11." + (i >> 16 & 0xff) + "." + (i >> 8 & 0xff) + "." + (i & 0xff), "helo_" + name(
                        i));
            }
            AccessBuilder.Facts facts = one.build();
            all.add(facts.subUser());
            accounts.put(facts.account().id(), facts.account());
        }
        return AccessSnapshot.empty(AccessBuilder.RULES)
                .with(new AccessChanges(1, all, List.copyOf(accounts.values()), Optional.of(List.of(
                        AccessBuilder.LOCAL))));
    }

    /// Nothing shared that the store would not share.
    private AccessBuilder subUser(int number) {
        byte[] hash = ByteBuffer.allocate(SecretHash.LENGTH).putInt(number).array();
        return AccessBuilder.subUser(name(number)).of(new AccountId("usr_01JD3W8Q5ZK7M2N4P6R8T" + number % 100))
                .passwords(Passwords.first(new SecretHash(hash)))
                .allowance(Product.RESIDENTIAL, new Allowance(100, 100, 1_000, 1_000));
    }

    private static String name(int number) {
        return "s" + Integer.toString(number * 7919, 36);
    }
}
