package dev.tollgate.domain.username;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

/// Whatever bytes come as a username: there is an answer, it repeats nothing harmful, and an accepted username has
/// exactly one spelling. Fuzzed with
/// `JAZZER_FUZZ=1` and `-Dtest.jvm.extra=`; else the seeds run.
class UsernameFuzzTest {

    private static final String PREFIX = "helo_";
    private static final UsernameParser PARSER = new UsernameParser(PREFIX, SessionMinutes.DEFAULT,
            Locations.COUNTRIES_ONLY);
    private static final UsernameDiagnosis DIAGNOSIS = new UsernameDiagnosis(PREFIX, SessionMinutes.DEFAULT);
    private static final List<String> PIECES = List.of("helo_", "s1a2b3c4d5e", "-", "-type-", "res", "mob", "-region-",
            "us", "zz", "US", "-state-", "ca", "-city-", "la", "-asn-", "7922", "0", "-session-", "abc", "-sesstime-",
            "30", "-5", " ", "\0", "_", "--", "country", "é");

    @FuzzTest
    void every_username_has_one_answer_and_one_spelling(byte[] data) {
        answerHolds(data);
    }

    @Test
    void usernames_put_together_by_chance_have_one_answer_and_one_spelling() {
        Random random = new Random(8);
        for (int round = 0; round < 50_000; round++) {
            answerHolds(byChance(random).getBytes(ISO_8859_1));
        }
    }

    @Test
    void a_right_username_with_one_byte_changed_has_one_answer_and_one_spelling() {
        byte[] right = "helo_s1-type-res-region-us-state-ca-city-la-asn-7922-session-a1-sesstime-30"
                .getBytes(ISO_8859_1);
        for (int place = 0; place < right.length; place++) {
            for (int value = 0; value < 256; value++) {
                byte[] changed = right.clone();
                changed[place] = (byte) value;
                answerHolds(changed);
            }
        }
    }

    private static String byChance(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(8) == 0 ? "" : "helo_s1");
        int pieces = random.nextInt(16);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static void answerHolds(byte[] data) {
        String text = new String(data, ISO_8859_1);

        switch (PARSER.parse(data)) {
            case UsernameReading.Valid(ProxyUsername username) -> {
                assertThat(username.render(PREFIX)).isEqualTo(text).isEqualTo(username.text());
                assertThat(DIAGNOSIS.of(text)).as(text).isEmpty();
            }
            case UsernameReading.Malformed(UsernameFault code, String detail) -> {
                assertThat(detail).hasSizeBetween(1, 200).matches("[ -~]+");
                boolean grammatical = switch (code) {
                    case UNKNOWN_REGION, UNKNOWN_STATE, UNKNOWN_CITY, UNKNOWN_ASN -> true;
                    case BAD_USERNAME, STATE_WITHOUT_REGION, CITY_WITHOUT_STATE, SESSTIME_OUT_OF_RANGE -> false;
                };
                assertThat(DIAGNOSIS.of(text).isEmpty()).as(text).isEqualTo(grammatical);
            }
        }
    }
}
