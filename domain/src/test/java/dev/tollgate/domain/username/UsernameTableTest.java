package dev.tollgate.domain.username;

import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.username.UsernameReading.Malformed;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.tollgate.domain.username.UsernameFault.BAD_USERNAME;
import static dev.tollgate.domain.username.UsernameFault.CITY_WITHOUT_STATE;
import static dev.tollgate.domain.username.UsernameFault.SESSTIME_OUT_OF_RANGE;
import static dev.tollgate.domain.username.UsernameFault.STATE_WITHOUT_REGION;
import static dev.tollgate.domain.username.UsernameFault.UNKNOWN_ASN;
import static dev.tollgate.domain.username.UsernameFault.UNKNOWN_CITY;
import static dev.tollgate.domain.username.UsernameFault.UNKNOWN_REGION;
import static dev.tollgate.domain.username.UsernameFault.UNKNOWN_STATE;
import static org.assertj.core.api.Assertions.assertThat;

/// The table of gateway.md, section 8.2: each row alone, and pairs of rows of which the earlier answers.
class UsernameTableTest {

    /// How the detail of a row begins or what it holds, so that the row itself is seen and not only its code.
    private static final Map<Integer, String> SIGNS = Map.ofEntries(Map.entry(1, "prefix: missing"),
            Map.entry(2, "(name: nothing|length:|byte \\d+:)"), Map.entry(3, "name: .* is no name"),
            Map.entry(4, ".*(is not known, use|is given twice)"),
            Map.entry(5, ".*(is out of order|has no value|behind the last pair)"), Map.entry(6,
                    ".*\"type\" is missing"),
            Map.entry(7, ".*\"state\" needs \"region\""), Map.entry(8, ".*\"city\" needs \"state\""),
            Map.entry(9, ".*\"region\" is missing"), Map.entry(10, "session-incomplete: "),
            Map.entry(11, ".*does not fit"), Map.entry(12, ".*\"sesstime\" is out of range"),
            Map.entry(13, ".*region \"..\" is not known"), Map.entry(14, ".*(state|city|asn) \"\\w+\" is not known"));

    private final UsernameParser parser = new UsernameParser("helo_", SessionMinutes.DEFAULT, new SmallCatalogue());

    static Stream<Arguments> rows() {
        return Stream.of(
                row(1, BAD_USERNAME, "", "x", "s1-type-res-region-us", "HELO_s1-type-res-region-us", "helo",
                        "helo-s1-type-res-region-us"),
                row(2, BAD_USERNAME, "helo_", "helo_" + "a".repeat(251), "helo_s1-type-res-region-us ",
                        "helo_s1-type-res-region-us\t", "helo_s1-type-res-region-\u00fcs",
                        "helo_s1-type-res-region-us\0",
                        "helo_s1.-type-res-region-us"),
                row(3, BAD_USERNAME, "helo_S1-type-res-region-us", "helo_-type-res-region-us",
                        "helo_" + "a".repeat(33) + "-type-res-region-us", "helo_s_1-type-res-region-us"),
                row(4, BAD_USERNAME, "helo_s1-type-res-country-us", "helo_s1-type-res-Region-us",
                        "helo_s1-TYPE-res-region-us", "helo_s1-type-res-region-us-type-res", "helo_s1--res-region-us"),
                row(5, BAD_USERNAME, "helo_s1-region-us-type-res", "helo_s1-type-res-region-us-city-la-state-ca",
                        "helo_s1-type-res-region-us-asn-7922-state-ca", "helo_s1-type-res-region-us-state",
                        "helo_s1-type-res-region-", "helo_s1-type-res-region-us-", "helo_s1-type-res-region-us-text",
                        "helo_s1-type-res-region-us-session--sesstime-30", "helo_s1-type",
                        "helo_s1-type-res-region-us-sesstime-30-session-abc",
                        "helo_s1-type-res-region-us-session-abc-sesstime-",
                        "helo_s1-type-res-region-us-session-abc-sesstime--",
                        "helo_s1-type-res-region-us-session-abc-sesstime--05",
                        "helo_s1-type-res-region-us-session-abc-sesstime--0",
                        "helo_s1-type-res-region-us-session-abc-sesstime--x"),
                row(6, BAD_USERNAME, "helo_s1", "helo_s1-region-us", "helo_s1-region-us-state-ca-city-la"),
                row(7, STATE_WITHOUT_REGION, "helo_s1-type-res-state-ca", "helo_s1-type-mob-state-ca-city-la"),
                row(8, CITY_WITHOUT_STATE, "helo_s1-type-res-region-us-city-la", "helo_s1-type-res-city-la"),
                row(9, BAD_USERNAME, "helo_s1-type-res", "helo_s1-type-res-asn-7922",
                        "helo_s1-type-res-session-abc-sesstime-30"),
                row(10, BAD_USERNAME, "helo_s1-type-res-region-us-session-abc",
                        "helo_s1-type-res-region-us-sesstime-30", "helo_s1-type-res-region-us-sesstime--5"),
                row(11, BAD_USERNAME, "helo_s1-type-residential-region-us", "helo_s1-type-isp-region-us",
                        "helo_s1-type-RES-region-us", "helo_s1-type-res-region-US", "helo_s1-type-res-region-usa",
                        "helo_s1-type-res-region-u", "helo_s1-type-res-region-u1",
                        "helo_s1-type-res-region-us-state-CA",
                        "helo_s1-type-res-region-us-state-cali", "helo_s1-type-res-region-us-state-ca-city-new_york",
                        "helo_s1-type-res-region-us-state-ca-city-" + "a".repeat(41),
                        "helo_s1-type-res-region-us-asn-0", "helo_s1-type-res-region-us-asn-07922",
                        "helo_s1-type-res-region-us-asn-4294967296", "helo_s1-type-res-region-us-asn-AS7922",
                        "helo_s1-type-res-region-us-asn-99999999999999999999",
                        "helo_s1-type-res-region-us-session-a_b-sesstime-30",
                        "helo_s1-type-res-region-us-session-ABC-sesstime-30",
                        "helo_s1-type-res-region-us-session-" + "a".repeat(33) + "-sesstime-30",
                        "helo_s1-type-res-region-us-session-abc-sesstime-030",
                        "helo_s1-type-res-region-us-session-abc-sesstime-00",
                        "helo_s1-type-res-region-us-session-abc-sesstime-30m",
                        "helo_s1-type-res-region-us-session-abc-sesstime-_5"),
                row(12, SESSTIME_OUT_OF_RANGE, "helo_s1-type-res-region-us-session-abc-sesstime-0",
                        "helo_s1-type-res-region-us-session-abc-sesstime-31",
                        "helo_s1-type-mob-region-us-session-abc-sesstime-31",
                        "helo_s1-type-res-region-us-session-abc-sesstime-1441",
                        "helo_s1-type-res-region-us-session-abc-sesstime-" + "9".repeat(100),
                        "helo_s1-type-res-region-us-session-abc-sesstime--5",
                        "helo_s1-type-res-region-us-session-abc-sesstime--" + "9".repeat(30)),
                row(13, UNKNOWN_REGION, "helo_s1-type-res-region-zz", "helo_s1-type-mob-region-xx-state-ca"),
                row(14, UNKNOWN_STATE, "helo_s1-type-res-region-us-state-zz",
                        "helo_s1-type-res-region-us-state-zz-city-zz-asn-1"),
                row(14, UNKNOWN_CITY, "helo_s1-type-res-region-us-state-ca-city-nyc",
                        "helo_s1-type-res-region-us-state-ca-city-nyc-asn-1"),
                row(14, UNKNOWN_ASN, "helo_s1-type-res-region-us-asn-1", "helo_s1-type-res-region-us-state-ca-asn-1"))
                .flatMap(rows -> rows);
    }

    /// Two violations in one username; the row that must answer, its code, and the row that must not.
    static Stream<Arguments> pairs() {
        return Stream.of(row(1, BAD_USERNAME, "s1-type-res-region-us ", "s".repeat(300)),
                row(2, BAD_USERNAME, "helo_S1-type-res-region-us ", "helo_s1 -country-us", "helo_S" + "-".repeat(300)),
                row(3, BAD_USERNAME, "helo_S1-country-us", "helo_S1-type-res-state-ca", "helo_S1-region-us-type-res"),
                row(4, BAD_USERNAME, "helo_s1-region-us-type-res-foo-bar", "helo_s1-type-res-foo-bar-state",
                        "helo_s1-type-res-state-ca-State-ca", "helo_s1-type-res-city-la-city-la",
                        "helo_s1-type-res-region-us-session-a-sesstime-0-sesstime-0"),
                row(5, BAD_USERNAME, "helo_s1-region-us-state", "helo_s1-type-res-city-la-state-ca",
                        "helo_s1-type-res-state-", "helo_s1-type-res-city-la-region",
                        "helo_s1-type-res-region-zz-session-a-sesstime-0-x"),
                row(6, BAD_USERNAME, "helo_s1-state-ca", "helo_s1-city-la", "helo_s1-session-abc",
                        "helo_s1-region-zz-session-abc-sesstime-0"),
                row(7, STATE_WITHOUT_REGION, "helo_s1-type-res-state-ca-session-abc", "helo_s1-type-xxx-state-ca",
                        "helo_s1-type-res-state-CALI-session-a-sesstime-0"),
                row(8, CITY_WITHOUT_STATE, "helo_s1-type-res-city-la-asn-0", "helo_s1-type-xxx-region-US-city-la",
                        "helo_s1-type-res-region-zz-city-la-session-a"),
                row(9, BAD_USERNAME, "helo_s1-type-res-session-abc", "helo_s1-type-xxx",
                        "helo_s1-type-res-session-abc-sesstime-0"),
                row(10, BAD_USERNAME, "helo_s1-type-res-region-us-sesstime-0", "helo_s1-type-xxx-region-us-session-a",
                        "helo_s1-type-res-region-zz-session-a", "helo_s1-type-res-region-us-state-zz-session-a"),
                row(11, BAD_USERNAME, "helo_s1-type-xxx-region-us-session-a-sesstime-0",
                        "helo_s1-type-res-region-US-session-a-sesstime-31",
                        "helo_s1-type-res-region-zz-asn-0", "helo_s1-type-res-region-us-state-zz-asn-AS1",
                        "helo_s1-type-res-region-us-session-A-sesstime--5"),
                row(12, SESSTIME_OUT_OF_RANGE, "helo_s1-type-res-region-zz-session-a-sesstime-0",
                        "helo_s1-type-res-region-us-state-zz-session-a-sesstime-31",
                        "helo_s1-type-res-region-zz-session-a-sesstime--5"),
                row(13, UNKNOWN_REGION, "helo_s1-type-res-region-zz-state-zz-city-zz-asn-1"))
                .flatMap(rows -> rows);
    }

    @ParameterizedTest(name = "row {0}: {2}")
    @MethodSource("rows")
    void each_row_of_the_table_has_its_code(int row, UsernameFault code, String username) {
        assertAnswer(row, code, username);
    }

    @ParameterizedTest(name = "row {0}: {2}")
    @MethodSource("pairs")
    void of_two_violations_the_earlier_row_answers(int row, UsernameFault code, String username) {
        assertAnswer(row, code, username);
    }

    private void assertAnswer(int row, UsernameFault code, String username) {
        UsernameReading reading = parser.parse(username);

        assertThat(reading).isInstanceOfSatisfying(Malformed.class, malformed -> {
            assertThat(malformed.code()).as(malformed.detail()).isEqualTo(code);
            assertThat(malformed.detail()).matches(SIGNS.get(row) + ".*").hasSizeLessThanOrEqualTo(200);
        });
    }

    private static Stream<Arguments> row(int row, UsernameFault code, String... usernames) {
        return Stream.of(usernames).map(username -> Arguments.of(row, code, username));
    }

    /// California with one city and one network; whatever else is asked is unknown.
    private static final class SmallCatalogue implements Locations {

        private static final Set<Long> ASNS = Set.of(7922L);

        @Override
        public boolean regionKnown(String region) {
            return IsoRegions.contains(region);
        }

        @Override
        public boolean stateKnown(Product product, String region, String state) {
            return region.equals("us") && state.equals("ca");
        }

        @Override
        public boolean cityKnown(Product product, String region, String state, String city) {
            return stateKnown(product, region, state) && city.equals("la");
        }

        @Override
        public boolean asnKnown(Product product, String region, Optional<String> state, long asn) {
            return region.equals("us") && state.orElse("ca").equals("ca") && ASNS.contains(asn);
        }
    }
}
