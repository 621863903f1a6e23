package dev.tollgate.domain.username;

import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.username.UsernameReading.Malformed;
import dev.tollgate.domain.username.UsernameReading.Valid;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UsernameParserTest {

    private static final String NOTHING_BUT_REGION = "helo_s1a2b3c4d5e-type-res-region-us";

    private final UsernameParser parser = new UsernameParser("helo_", SessionMinutes.DEFAULT,
            Locations.COUNTRIES_ONLY);

    @Test
    void every_segment_is_read() {
        String text = "helo_s1a2b3c4d5e-type-mob-region-us-state-ca-city-la-asn-7922-session-abc-sesstime-30";

        UsernameReading reading = parser.parse(text);

        assertThat(reading).isEqualTo(new Valid(new ProxyUsername(text, "s1a2b3c4d5e", Product.MOBILE, "us",
                Optional.of("ca"), Optional.of("la"), OptionalLong.of(7922),
                Optional.of(new StickySession("abc", 30)))));
    }

    @Test
    void what_may_be_left_out_is_empty() {
        assertThat(parser.parse(NOTHING_BUT_REGION)).isEqualTo(
                new Valid(new ProxyUsername(NOTHING_BUT_REGION, "s1a2b3c4d5e", Product.RESIDENTIAL, "us",
                        Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"helo_a-type-res-region-us", "helo_s1-type-mob-region-de-state-by",
        "helo_s1-type-res-region-us-state-ca-city-la", "helo_s1-type-res-region-us-asn-1",
        "helo_s1-type-res-region-us-asn-4294967295", "helo_s1-type-res-region-us-session-0-sesstime-1",
        "helo_s1-type-res-region-gb-state-eng-asn-5089",
        "helo_abcdefghijklmnopqrstuvwxyz012345-type-res-region-us",
        "helo_s1-type-res-region-us-state-ca-city-abcdefghijklmnopqrstuvwxyzabcdefghijklmn",
        "helo_type-type-res-region-us-state-asn-city-session-session-type-sesstime-30",
        "helo_s1-type-res-region-us-session-abcdefghijklmnopqrstuvwxyz012345-sesstime-9"})
    void a_right_username_has_exactly_one_spelling(String text) {
        UsernameReading reading = parser.parse(text);

        assertThat(reading).isInstanceOf(Valid.class);
        if (reading instanceof Valid(ProxyUsername username)) {
            assertThat(username.render("helo_")).isEqualTo(text);
            assertThat(ProxyUsername.of("helo_", username.name(), username.product(), username.region(),
                    username.state(), username.city(), username.asn(), username.session())).isEqualTo(username);
        }
    }

    /// The table of common slips, from the troubleshooting page.
    @ParameterizedTest
    @CsvSource({"helo_s1a2b3c4d5e-region-us-type-res,helo_s1a2b3c4d5e-type-res-region-us",
        "helo_s1a2b3c4d5e-type-res-country-us,helo_s1a2b3c4d5e-type-res-region-us",
        "helo_s1a2b3c4d5e-type-res-region-US,helo_s1a2b3c4d5e-type-res-region-us",
        "helo_s1a2b3c4d5e-type-res-region-us-city-la-state-ca,helo_s1a2b3c4d5e-type-res-region-us-state-ca-city-la",
        "helo_s1a2b3c4d5e-type-res-region-us-session-abc,helo_s1a2b3c4d5e-type-res-region-us-session-abc-sesstime-30"})
    void each_common_slip_is_refused_and_its_correction_accepted(String wrong, String right) {
        assertThat(code(wrong)).isEqualTo(UsernameFault.BAD_USERNAME);
        assertThat(parser.parse(right)).isInstanceOf(Valid.class);
    }

    /// The causes the troubleshooting page lists.
    @ParameterizedTest
    @ValueSource(strings = {"s1a2b3c4d5e-type-res-region-us", "helo_s1a2b3c4d5e-type-res-region-us-city-la-state-ca",
        "helo_s1a2b3c4d5e-type-res-country-us", "helo_s1a2b3c4d5e-type-res-region-us-session-a_b-sesstime-30",
        " helo_s1a2b3c4d5e-type-res-region-us", "helo_s1a2b3c4d5e-type-res-region-us ",
        "helo_s1a2b3c4d5e-type-res-region-us\n", "helo_s1a2b3c4d5e -type-res-region-us"})
    void each_documented_cause_is_a_bad_username(String wrong) {
        assertThat(code(wrong)).isEqualTo(UsernameFault.BAD_USERNAME);
    }

    @Test
    void a_name_alone_belongs_to_isp_addresses() {
        assertThat(parser.parse("helo_s2b8v4n6k1z")).isEqualTo(new Malformed(UsernameFault.BAD_USERNAME,
                "segment 1: \"type\" is missing, add \"-type-res\" or \"-type-mob\" after the name"
                        + " (a name alone is for ISP addresses)"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "s1-type-res-region-us|prefix: missing, begin the username with \"helo_\"",
        "HELO_s1-type-res-region-us|prefix: missing, begin the username with \"helo_\"",
        "helo_|name: nothing follows the prefix, add the sub-user's name",
        "helo_s1-type-res-region-u%73|byte 26: outside A-Z a-z 0-9 _ -, remove white space and the like",
        "helo_S1-type-res-region-us|name: \"S1\" is no name, use 1 to 32 of a-z 0-9",
        "helo_s1-type-res-country-us|segment 2: \"country\" is not known, use \"region\"",
        "helo_s1-type-res-Region-us|segment 2: \"Region\" is not known, use \"region\"",
        "helo_s1-type-res-colour-us|segment 2: \"colour\" is not known, use one of type, region, state, city, asn, session, sesstime",
        "helo_s1--res-region-us|segment 1: the key is not known, use one of type, region, state, city, asn, session, sesstime",
        "helo_s1-type-res-region-us-region-us|segment 3: \"region\" is given twice, leave one out",
        "helo_s1-region-us-type-res|segment 2: \"type\" is out of order, put it before \"region\"",
        "helo_s1-type-res-region-us-state-|segment 3: \"state\" has no value, add one",
        "helo_s1-type-res-region-us-state|segment 3: \"state\" has no value, add one",
        "helo_s1-type-res-region-us-x|segment 3: \"x\" stands behind the last pair, remove it",
        "helo_s1-type-res-region-us-|segment 3: text stands behind the last pair, remove it",
        "helo_s1-region-us|segment 1: \"type\" is missing, add \"-type-res\" or \"-type-mob\" after the name",
        "helo_s1-type-res-state-ca|segment 2: \"state\" needs \"region\", add \"-region-\" before \"-state-\"",
        "helo_s1-type-res-region-us-city-la|segment 3: \"city\" needs \"state\", add \"-state-\" before \"-city-\"",
        "helo_s1-type-res|segment 2: \"region\" is missing, add one such as \"-region-us\" after the type",
        "helo_s1-type-res-region-us-session-a|session-incomplete: segment 3: \"session\" needs \"sesstime\", add it in minutes, such as \"-sesstime-10\"",
        "helo_s1-type-res-region-us-sesstime-9|session-incomplete: segment 3: \"sesstime\" needs \"session\", add \"-session-\" and an id of your choice before it",
        "helo_s1-type-res-region-US|segment 2: \"US\" does not fit \"region\", use \"us\"",
        "helo_s1-type-residential-region-us|segment 1: \"residential\" does not fit \"type\", use \"res\" or \"mob\"",
        "helo_s1-type-res-region-us-asn-AS7922|segment 3: \"AS7922\" does not fit \"asn\", use a number from 1 to 4294967295 without \"AS\" and leading zeros",
        "helo_s1-type-res-region-us-session-a-sesstime-31|segment 4: \"sesstime\" is out of range, use 1 to 30",
        "helo_s1-type-res-region-zz|segment 2: region \"zz\" is not known, use a code of ISO 3166-1 such as \"us\"",
        "helo_s1-type-res-region-uk|segment 2: region \"uk\" is not known, use \"gb\""})
    void the_detail_names_position_and_remedy(String wrong, String detail) {
        assertThat(parser.parse(wrong))
                .isInstanceOfSatisfying(Malformed.class, malformed -> assertThat(malformed.detail()).isEqualTo(detail));
    }

    @Test
    void client_text_is_repeated_up_to_forty_characters() {
        String forty = "x".repeat(40);

        assertThat(detail("helo_s1-type-res-" + forty + "-us")).contains(forty);
        assertThat(detail("helo_s1-type-res-" + forty + "x-us")).doesNotContain("xx");
        assertThat(detail("helo_s1-type-res-region-us-session-" + forty + "x-sesstime-9")).doesNotContain("xx");
        assertThat(detail("helo_s1-type-res-region-us-state-ca-city-" + "X".repeat(41))).doesNotContainIgnoringCase(
                "xx");
    }

    @Test
    void length_is_bounded_before_anything_else_is_looked_at() {
        assertThat(detail("helo_" + "-".repeat(100_000))).startsWith("length:");
        assertThat(detail("helo_" + "a".repeat(250))).startsWith("name:");
        assertThat(detail("helo_" + "a".repeat(251))).startsWith("length:");
    }

    @Test
    void characters_beyond_latin_1_are_bytes_no_username_holds() {
        assertThat(detail("helo_s1-type-res-region-us-state-\u4e2d")).startsWith("byte 34:");
    }

    @Test
    void a_part_of_a_buffer_is_read_in_place() {
        byte[] buffer = ("xx" + NOTHING_BUT_REGION + "-asn-1").getBytes(ISO_8859_1);

        assertThat(parser.parse(buffer, 2, NOTHING_BUT_REGION.length())).isEqualTo(parser.parse(NOTHING_BUT_REGION));
    }

    @Test
    void another_prefix_takes_the_place_of_the_default() {
        UsernameParser other = new UsernameParser("acme1_", SessionMinutes.DEFAULT, Locations.COUNTRIES_ONLY);

        assertThat(other.parse("acme1_s1-type-res-region-us")).isInstanceOf(Valid.class);
        assertThat(other.parse(NOTHING_BUT_REGION)).isInstanceOf(Malformed.class);
    }

    @Test
    void each_product_has_its_own_longest_session() {
        UsernameParser other = new UsernameParser("helo_", new SessionMinutes(5, 1_440), Locations.COUNTRIES_ONLY);

        assertThat(other.parse("helo_s1-type-res-region-us-session-a-sesstime-5")).isInstanceOf(Valid.class);
        assertThat(other.parse("helo_s1-type-res-region-us-session-a-sesstime-6")).isInstanceOf(Malformed.class);
        assertThat(other.parse("helo_s1-type-mob-region-us-session-a-sesstime-1440")).isInstanceOf(Valid.class);
        assertThat(other.parse("helo_s1-type-mob-region-us-session-a-sesstime-1441")).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> new SessionMinutes(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SessionMinutes(1, 1_441)).isInstanceOf(IllegalArgumentException.class);
    }

    private UsernameFault code(String text) {
        return parser.parse(text) instanceof Malformed(UsernameFault code, _) ? code : failed(text);
    }

    private String detail(String text) {
        if (parser.parse(text) instanceof Malformed(_, String detail)) {
            return detail;
        }
        throw new AssertionError("accepted: " + text);
    }

    private static UsernameFault failed(String text) {
        throw new AssertionError("accepted: " + text);
    }
}
