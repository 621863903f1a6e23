package dev.tollgate.domain.secret;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class SealingTest {
    private static final Secret SECRET = new Secret("JBSWY3DPEHPK3PXP and ünïcode");

    private final Sealing sealing = new Sealing(key(1), new Random(5));

    @Test
    void what_was_sealed_opens_under_the_same_key_for_the_same_purpose() {
        String sealed = sealing.seal(SECRET, "mfa mem_1");

        assertThat(new Sealing(key(1), new Random(6)).open(sealed, "mfa mem_1").map(Secret::reveal))
                .contains(SECRET.reveal());
        assertThat(sealing.open(sealing.seal(new Secret(""), "p"), "p").map(Secret::reveal)).contains("");
    }

    @Test
    void it_opens_for_no_other_purpose() {
        assertThat(sealing.open(sealing.seal(SECRET, "mfa mem_1"), "mfa mem_2")).isEmpty();
    }

    @Test
    void it_opens_under_no_other_key() {
        assertThat(new Sealing(key(2), new Random(5)).open(sealing.seal(SECRET, "p"), "p")).isEmpty();
    }

    @Test
    void the_same_secret_is_sealed_differently_each_time() {
        assertThat(sealing.seal(SECRET, "p")).isNotEqualTo(sealing.seal(SECRET, "p"));
    }

    @Test
    void a_bit_changed_anywhere_closes_it_for_good() {
        byte[] sealed = Base64.getUrlDecoder().decode(sealing.seal(SECRET, "p"));

        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(sealing.open(Base64.getUrlEncoder().encodeToString(changed), "p")).as("bit %d", bit).isEmpty();
        }
    }

    @Test
    void text_that_was_never_sealed_opens_to_nothing() {
        String sealed = sealing.seal(SECRET, "p");

        assertThat(sealing.open("", "p")).isEmpty();
        assertThat(sealing.open("not base64!", "p")).isEmpty();
        for (int length = 0; length < sealed.length(); length++) {
            assertThat(sealing.open(sealed.substring(0, length), "p")).as("%d characters", length).isEmpty();
        }
    }

    @Test
    void neither_the_secret_nor_the_key_shows() {
        assertThat(sealing.seal(SECRET, "p")).doesNotContain("JBSWY3DPEHPK3PXP");
        assertThat(sealing).hasToString("Sealing[hidden]");
    }

    private static ServerKey key(int fill) {
        byte[] bytes = new byte[ServerKey.LENGTH];
        bytes[0] = (byte) fill;
        return new ServerKey(bytes);
    }
}
