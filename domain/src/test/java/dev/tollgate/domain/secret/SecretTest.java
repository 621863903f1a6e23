package dev.tollgate.domain.secret;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SecretTest {
    private final SecretMaker maker = new SecretMaker(new Random(1));

    @Test
    void neither_a_secret_nor_its_hash_nor_the_key_prints() {
        Secret secret = maker.password();
        ServerKey key = new ServerKey(new byte[32]);
        SecretHash hash = key.hash(secret);

        assertThat(secret.toString()).isEqualTo("Secret[hidden]").doesNotContain(secret.reveal());
        assertThat(hash.toString()).isEqualTo("SecretHash[hidden]").doesNotContain(hash.hex());
        assertThat(key.toString()).isEqualTo("ServerKey[hidden]");
    }

    @Test
    void a_hash_is_hmac_sha_256_under_the_key() {
        // RFC 4231, test case 2, its key filled up with zeros as HMAC does.
        byte[] key = Arrays.copyOf("Jefe".getBytes(US_ASCII), ServerKey.LENGTH);

        assertThat(new ServerKey(key).hash("what do ya want for nothing?".getBytes(US_ASCII)).hex())
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void keys_are_told_apart_by_their_fingerprints_which_do_not_hold_them() {
        byte[] bytes = new byte[32];
        SecretHash first = new ServerKey(bytes).fingerprint();
        bytes[31] = 1;
        ServerKey other = new ServerKey(bytes);

        assertThat(other.fingerprint()).isNotEqualTo(first).isEqualTo(new ServerKey(bytes).fingerprint());
        assertThat(other.fingerprint().hex()).doesNotContain(HexFormat.of().formatHex(bytes));
    }

    @Test
    void a_key_keeps_its_value_when_the_array_it_was_made_of_is_wiped() {
        byte[] bytes = new byte[32];
        bytes[0] = 7;
        ServerKey key = new ServerKey(bytes);
        SecretHash before = key.fingerprint();
        Arrays.fill(bytes, (byte) 0);

        assertThat(key.fingerprint()).isEqualTo(before);
    }

    @Test
    void keys_and_hashes_of_another_length_are_refused() {
        assertThatThrownBy(() -> new ServerKey(new byte[31])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SecretHash(new byte[33])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_hash_survives_being_written_in_hex() {
        SecretHash hash = new ServerKey(new byte[32]).hash(maker.password());

        assertThat(SecretHash.ofHex(hash.hex())).isEqualTo(hash).hasSameHashCodeAs(hash);
        assertThat(new SecretHash(hash.bytes()).matches(hash)).isTrue();
        hash.bytes()[0]++;
        assertThat(SecretHash.ofHex(hash.hex()).matches(hash)).isTrue();
    }

    @Test
    void passwords_and_names_have_the_form_of_the_contract() {
        for (int i = 0; i < 100; i++) {
            assertThat(maker.password().reveal()).matches("[0-9A-Za-z]{32}");
            assertThat(maker.tokenCharacters().reveal()).matches("[0-9A-Za-z]{64}");
            assertThat(maker.subUserName()).matches("s[a-z0-9]{10}");
        }
    }

    @Test
    void every_character_is_drawn() {
        String drawn = IntStream.range(0, 200).mapToObj(i -> maker.password().reveal()).collect(Collectors.joining());

        assertThat(drawn.chars().distinct().count()).isEqualTo(62);
    }
}
