package dev.tollgate.domain.subuser;

import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.subuser.Passwords.Match;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PasswordsTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    @Test
    void a_replaced_password_is_dropped_at_the_first_rotation_after_its_grace() {
        Passwords twice = Passwords.first(hash(0)).rotate(hash(1), NOW)
                .rotate(hash(2), NOW.plus(Passwords.GRACE));

        assertThat(twice.replaced()).containsExactly(
                new Passwords.Replaced(hash(1), NOW.plus(Passwords.GRACE).plus(Passwords.GRACE)));
    }

    @Test
    void the_newest_replaced_one_stands_first_and_the_ninth_ends() {
        Passwords many = Passwords.first(hash(0));
        for (int i = 1; i <= 9; i++) {
            many = many.rotate(hash(i), NOW.plusSeconds(i));
        }

        assertThat(many.current()).isEqualTo(hash(9));
        assertThat(many.replaced()).extracting(Passwords.Replaced::hash).containsExactly(hash(8), hash(7), hash(6),
                hash(5), hash(4), hash(3), hash(2), hash(1));
        assertThat(many.replaced()).extracting(Passwords.Replaced::validUntil).first()
                .isEqualTo(NOW.plusSeconds(9 + 60));
    }

    @Test
    void the_current_password_is_current_even_if_it_was_replaced_before() {
        Passwords back = Passwords.first(hash(0)).rotate(hash(1), NOW).rotate(hash(0), NOW);

        assertThat(back.match(hash(0), NOW.toEpochMilli())).isEqualTo(Match.CURRENT);
        assertThat(back.match(hash(1), NOW.toEpochMilli())).isEqualTo(Match.OLD);
        assertThat(back.match(hash(2), NOW.toEpochMilli())).isEqualTo(Match.WRONG);
    }

    private static SecretHash hash(int first) {
        byte[] bytes = new byte[SecretHash.LENGTH];
        bytes[0] = (byte) first;
        return new SecretHash(bytes);
    }
}
