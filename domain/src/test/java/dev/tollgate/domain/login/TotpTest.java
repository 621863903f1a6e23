package dev.tollgate.domain.login;

import dev.tollgate.domain.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class TotpTest {
    private static final Totp TOTP = new Totp(
            new Secret(Base32.encode("12345678901234567890".getBytes(StandardCharsets.US_ASCII))));
    private static final Instant NOW = Instant.parse("2026-06-02T08:00:10Z");
    private static final long STEP = Totp.step(NOW);
    private static final OptionalLong NONE = OptionalLong.empty();

    /// RFC 6238, appendix B: the last six of its eight digits.
    @ParameterizedTest
    @CsvSource({"59,287082", "1111111109,081804", "1111111111,050471", "1234567890,005924", "2000000000,279037",
        "20000000000,353130"})
    void the_codes_are_those_of_the_rfc(long second, String code) {
        assertThat(TOTP.code(Totp.step(Instant.ofEpochSecond(second)))).isEqualTo(code);
    }

    @Test
    void a_step_lasts_30_seconds() {
        assertThat(Totp.step(Instant.ofEpochSecond(29))).isZero();
        assertThat(Totp.step(Instant.ofEpochSecond(30))).isEqualTo(1);
        assertThat(Totp.STEP).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void the_code_of_this_step_and_of_its_neighbours_is_right() {
        for (int ahead = -1; ahead <= 1; ahead++) {
            assertThat(TOTP.stepOf(TOTP.code(STEP + ahead), NOW, NONE)).hasValue(STEP + ahead);
        }
        assertThat(TOTP.stepOf(TOTP.code(STEP + 2), NOW, NONE)).isEmpty();
        assertThat(TOTP.stepOf(TOTP.code(STEP - 2), NOW, NONE)).isEmpty();
    }

    @Test
    void a_step_that_was_used_and_all_before_it_are_over() {
        assertThat(TOTP.stepOf(TOTP.code(STEP), NOW, OptionalLong.of(STEP))).isEmpty();
        assertThat(TOTP.stepOf(TOTP.code(STEP - 1), NOW, OptionalLong.of(STEP))).isEmpty();
        assertThat(TOTP.stepOf(TOTP.code(STEP + 1), NOW, OptionalLong.of(STEP))).hasValue(STEP + 1);
    }

    @ParameterizedTest
    @CsvSource({"''", "1", "12345", "1234567", "abcdef", "１２３４５６", "-12345"})
    void what_is_no_code_is_wrong(String text) {
        assertThat(TOTP.stepOf(text, NOW, NONE)).isEmpty();
    }

    @Test
    void nothing_of_the_key_shows() {
        assertThat(TOTP).hasToString("Totp[hidden]");
    }

    /// RFC 4648, section 10, without the padding.
    @ParameterizedTest
    @CsvSource({"'',''", "f,MY", "fo,MZXQ", "foo,MZXW6", "foob,MZXW6YQ", "fooba,MZXW6YTB", "foobar,MZXW6YTBOI"})
    void base32_is_that_of_the_rfc(String text, String encoded) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);

        assertThat(Base32.encode(bytes)).isEqualTo(encoded);
        assertThat(Base32.decode(encoded)).isEqualTo(bytes);
    }

    @Test
    void whatever_is_encoded_is_decoded_again() {
        Random random = new Random(3);
        for (int length = 0; length < 64; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertThat(Base32.decode(Base32.encode(bytes))).isEqualTo(bytes);
        }
        assertThatThrownBy(() -> Base32.decode("ABC1")).isInstanceOf(IllegalArgumentException.class);
    }
}
