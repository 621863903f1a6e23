package dev.tollgate.domain.admission;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PersistentMapTest {
    /// Keys of few hashes, so that most share a place, and some a hash.
    private record Key(int number) {
        @Override
        public int hashCode() {
            return number % 64 << 26;
        }
    }

    private final Random random = new Random(3);

    @Test
    void whatever_is_put_and_removed_it_holds_what_a_hash_map_holds() {
        compareWithHashMap(20_000);
    }

    @Test
    void it_holds_what_a_hash_map_holds_when_many_keys_share_a_place() {
        PersistentMap<Key, Integer> map = PersistentMap.empty();
        Map<Key, Integer> model = new HashMap<>();

        for (int i = 0; i < 3_000; i++) {
            var edit = map.edit();
            Key key = new Key(random.nextInt(512));
            if (random.nextInt(3) == 0) {
                edit.remove(key);
                model.remove(key);
            } else {
                edit.put(key, i);
                model.put(key, i);
            }
            map = edit.done();
            assertThat(map.size()).isEqualTo(model.size());
        }

        for (int i = 0; i < 512; i++) {
            assertThat(map.get(new Key(i))).isEqualTo(model.get(new Key(i)));
        }
    }

    private void compareWithHashMap(int names) {
        PersistentMap<String, Integer> map = PersistentMap.empty();
        Map<String, Integer> model = new HashMap<>();
        for (int round = 0; round < 500; round++) {
            PersistentMap<String, Integer> before = map;
            Map<String, Integer> modelBefore = round % 50 == 0 ? Map.copyOf(model) : Map.of();
            var edit = map.edit();
            for (int change = random.nextInt(100); change >= 0; change--) {
                String name = "s" + random.nextInt(names);
                if (random.nextInt(3) == 0) {
                    edit.remove(name);
                    model.remove(name);
                } else {
                    edit.put(name, round);
                    model.put(name, round);
                }
                assertThat(edit.get(name)).isEqualTo(model.get(name));
            }
            map = edit.done();
            assertThat(map.size()).isEqualTo(model.size());
            modelBefore.forEach((name, value) -> assertThat(before.get(name)).isEqualTo(value));
        }
        for (int i = 0; i < names; i++) {
            assertThat(map.get("s" + i)).isEqualTo(model.get("s" + i));
        }
    }

    @Test
    void a_change_leaves_the_map_it_began_with_as_it_was() {
        PersistentMap<String, Integer> before = of(List.of("alice", "bob"));

        var edit = before.edit();
        edit.put("alice", 7);
        edit.remove("bob");
        PersistentMap<String, Integer> after = edit.done();

        assertThat(before.get("alice")).isZero();
        assertThat(before.get("bob")).isEqualTo(1);
        assertThat(after.get("alice")).isEqualTo(7);
        assertThat(after.get("bob")).isNull();
        assertThat(after.size()).isEqualTo(1);
    }

    @Test
    void removing_what_is_not_there_changes_nothing() {
        PersistentMap<String, Integer> map = of(List.of("alice"));

        var edit = map.edit();
        edit.remove("bob");

        assertThat(edit.done().size()).isEqualTo(1);
        assertThat(Objects.requireNonNull(edit.done().get("alice"))).isZero();
    }

    private static PersistentMap<String, Integer> of(List<String> names) {
        List<String> all = new ArrayList<>(names);
        var edit = PersistentMap.<String, Integer>empty().edit();
        for (int i = 0; i < all.size(); i++) {
            edit.put(all.get(i), i);
        }
        return edit.done();
    }
}
