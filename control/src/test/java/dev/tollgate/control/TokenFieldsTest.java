package dev.tollgate.control;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.token.Scope;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Every row of the table of A§2, on creation and on change. It is 2026-06-02T08:00:00.250Z.
class TokenFieldsTest {

    private static final TestApi API = new TestApi();
    private static final Account ACCOUNT = API.openAccount("rows@acme.example", "pro", false);
    private static final Caller CALLER = API.as(API.issue(ACCOUNT, Scope.ALL));
    /// Of the operator's account, with every scope there is.
    private static final Caller OPERATOR = API.as(API.issue(API.account, Scope.ALL, Scope.OPERATOR_ALL));
    private static final String MINIMAL = "{\"name\":\"x\",\"scopes\":[\"read\"]}";

    @AfterAll
    static void stop() {
        API.close();
    }

    private static String with(String field) {
        return MINIMAL.replace("}", "," + field + "}");
    }

    private static String path() {
        return "/tokens/" + CALLER.post("/tokens", MINIMAL).at("/id");
    }

    @Test
    void a_token_begins_with_the_defaults() {
        Reply created = CALLER.post("/tokens", MINIMAL);

        String id = created.at("/id");
        String token = created.at("/token");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/v1/tokens/" + id);
        assertThat(created.header("ETag")).isEqualTo("\"v1\"");
        assertThat(id).matches("tok_[0-9A-Z]{26}");
        assertThat(token).matches("hel_live_[0-9A-Za-z]{64}");
        assertThat(CALLER.get("/tokens/" + id).body()).isEqualTo("{\"id\":\"" + id + "\",\"name\":\"x\","
                + "\"environment\":\"live\",\"scopes\":[\"read\"],\"source_ips\":[],\"state\":\"active\","
                + "\"hint\":\"hel_live_…" + token.substring(token.length() - 4) + "\","
                + "\"created_at\":\"2026-06-02T08:00:00Z\",\"expires_at\":null,\"last_used_at\":null,"
                + "\"last_used_ip\":null,\"rotation\":null}");
    }

    @Test
    void all_fields_at_once_as_in_the_contract() {
        Reply created = CALLER.post("/tokens", """
                {"name":"billing-export","scopes":["traffic:read","read"],"source_ips":["203.0.113.0/28","2001:db8::1"],
                 "environment":"test","expires_at":"2026-06-03T10:00:00+02:00"}""");

        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.at("/token")).startsWith("hel_test_");
        assertThat(created.at("/hint")).startsWith("hel_test_…");
        assertThat(created.at("/environment")).isEqualTo("test");
        assertThat(created.json().at("/scopes").toString()).isEqualTo("[\"traffic:read\",\"read\"]");
        assertThat(created.json().at("/source_ips").toString()).isEqualTo("[\"203.0.113.0/28\",\"2001:db8::1\"]");
        assertThat(created.at("/expires_at")).isEqualTo("2026-06-03T08:00:00Z");
    }

    @Test
    void null_is_the_default_where_one_is_stated() {
        Reply created = CALLER.post("/tokens", with("\"environment\":null,\"expires_at\":null"));

        assertThat(created.at("/environment")).isEqualTo("live");
        assertThat(created.json().at("/expires_at").isNull()).isTrue();
        String path = "/tokens/" + created.at("/id");
        CALLER.patch(path, "{\"expires_at\":\"2027-01-01T00:00:00Z\"}");
        assertThat(CALLER.patch(path, "{\"expires_at\":null}").json().at("/expires_at").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                              | name required, scopes required
            {"scopes":["read"]}             | name required
            {"name":"x"}                    | scopes required
            {"name":null,"scopes":null}     | name wrong_type, scopes wrong_type
            {"name":7,"scopes":"read"}      | name wrong_type, scopes wrong_type
            {"name":"","scopes":[]}         | name empty, scopes empty
            """)
    void what_a_creation_needs(String body, String faults) {
        assertThat(CALLER.post("/tokens", body).faults()).isEqualTo(faults);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "name":null                                 | name wrong_type
            "name":1                                    | name wrong_type
            "name":""                                   | name empty
            "name":"a\\nb"                              | name bad_format
            "name":"a\\u0000"                           | name bad_format
            "name":"\\ud800"                            | name bad_format
            "scopes":null                               | scopes wrong_type
            "scopes":"read"                             | scopes wrong_type
            "scopes":[]                                 | scopes empty
            "scopes":[1]                                | scopes[0] wrong_type
            "scopes":[null]                             | scopes[0] wrong_type
            "scopes":["read","write"]                   | scopes[1] not_allowed
            "scopes":["READ"]                           | scopes[0] not_allowed
            "scopes":["read","read"]                    | scopes[1] duplicate
            "scopes":["x","read",1,"read"]              | scopes[0] not_allowed, scopes[2] wrong_type, scopes[3] duplicate
            "source_ips":null                           | source_ips wrong_type
            "source_ips":"203.0.113.7"                  | source_ips wrong_type
            "source_ips":[7]                            | source_ips[0] wrong_type
            "source_ips":["203.0.113.7","here"]         | source_ips[1] bad_format
            "source_ips":[""]                           | source_ips[0] bad_format
            "source_ips":["203.0.113.1/28"]             | source_ips[0] bad_format
            "source_ips":["203.0.113.0/33"]             | source_ips[0] bad_format
            "source_ips":["0.0.0.0/0"]                  | source_ips[0] out_of_range
            "source_ips":["10.0.0.0/8","::/0"]          | source_ips[1] out_of_range
            "source_ips":["::ffff:0:0/96"]              | source_ips[0] out_of_range
            "expires_at":1780000000                     | expires_at wrong_type
            "expires_at":"tomorrow"                     | expires_at bad_format
            "expires_at":"2026-06-03"                   | expires_at bad_format
            "expires_at":"2026-06-03T08:00Z"            | expires_at bad_format
            "expires_at":"2026-06-03T08:00:00"          | expires_at bad_format
            "expires_at":"2026-06-31T08:00:00Z"         | expires_at bad_format
            "expires_at":"2026-06-03T08:00:00+25:00"    | expires_at bad_format
            "expires_at":"2026-06-02T08:01:00.249Z"     | expires_at out_of_range
            "expires_at":"2020-01-01T00:00:00Z"         | expires_at out_of_range
            "expires_at":"2031-06-02T08:00:00.251Z"     | expires_at out_of_range
            "id":"tok_1"                                | id read_only
            "state":"active"                            | state read_only
            "hint":"x"                                  | hint read_only
            "token":"x"                                 | token read_only
            "created_at":"x"                            | created_at read_only
            "last_used_at":null                         | last_used_at read_only
            "last_used_ip":null                         | last_used_ip read_only
            "rotation":null                             | rotation read_only
            "Name":"x"                                  | Name unknown_field
            "account":"usr_1"                           | account unknown_field
            """)
    void bad_input_on_creation_and_on_change(String field, String faults) {
        String body = "{" + field + "}";
        String creation = switch (field.substring(1, field.indexOf('"', 1))) {
            case "name" -> "{\"scopes\":[\"read\"]," + field + "}";
            case "scopes" -> "{\"name\":\"x\"," + field + "}";
            default -> with(field);
        };

        Reply created = CALLER.post("/tokens", creation);
        Reply changed = CALLER.patch(path(), body);

        assertThat(created.faults()).isEqualTo(faults);
        assertThat(created.code()).isEqualTo("validation_failed");
        assertThat(created.status()).isEqualTo(422);
        assertThat(changed.faults()).isEqualTo(faults);
        assertThat(changed.status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "environment":"production" | environment not_allowed
            "environment":"LIVE"       | environment not_allowed
            "environment":1            | environment wrong_type
            """)
    void bad_input_on_creation(String field, String faults) {
        assertThat(CALLER.post("/tokens", with(field)).faults()).isEqualTo(faults);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"live\"", "\"test\"", "null", "1"})
    void the_environment_cannot_be_changed(String value) {
        assertThat(CALLER.patch(path(), "{\"environment\":" + value + "}").faults())
                .isEqualTo("environment read_only");
    }

    @Test
    void a_name_has_up_to_64_characters_however_many_bytes_they_take() {
        assertThat(CALLER.post("/tokens", MINIMAL.replace("\"x\"", "\"" + "é".repeat(64) + "\"")).status())
                .isEqualTo(201);
        assertThat(CALLER.post("/tokens", MINIMAL.replace("\"x\"", "\"" + "😀".repeat(64) + "\"")).status())
                .isEqualTo(201);
        assertThat(CALLER.post("/tokens", MINIMAL.replace("\"x\"", "\"" + "x".repeat(65) + "\"")).faults())
                .isEqualTo("name too_long");
        assertThat(CALLER.patch(path(), "{\"name\":\"" + "x".repeat(65) + "\"}").faults()).isEqualTo("name too_long");
    }

    @Test
    void up_to_50_sources_are_kept_each_once() {
        String fifty = IntStream.range(0, 50).mapToObj(i -> "\"10.0.0." + i + "\"").collect(Collectors.joining(","));

        Reply most = CALLER.post("/tokens", with("\"source_ips\":[" + fifty + "]"));
        Reply more = CALLER.post("/tokens", with("\"source_ips\":[" + fifty + ",\"::1\"]"));
        Reply twice = CALLER.post("/tokens", with("\"source_ips\":[\"10.0.0.1\",\"::ffff:10.0.0.1\",\"10.0.0.1/32\"]"));

        assertThat(most.json().at("/source_ips").size()).isEqualTo(50);
        assertThat(more.faults()).isEqualTo("source_ips out_of_range");
        assertThat(twice.json().at("/source_ips").toString()).isEqualTo("[\"10.0.0.1\"]");
        assertThat(CALLER.patch(path(), "{\"source_ips\":[" + fifty + ",\"::1\"]}").faults())
                .isEqualTo("source_ips out_of_range");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-06-02T08:01:00.250Z", "2026-06-02t10:01:00.25+02:00", "2031-06-02T08:00:00.250Z",
        "2028-02-29T23:59:59z"})
    void an_end_may_be_from_1_minute_to_5_years_ahead(String end) {
        Reply created = CALLER.post("/tokens", with("\"expires_at\":\"" + end + "\""));

        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(CALLER.get("/tokens/" + created.at("/id")).at("/expires_at")).matches(".*[0-9]{2}Z");
    }

    @ParameterizedTest
    @EnumSource
    void every_scope_of_the_table_can_be_given(Scope scope) {
        Reply created = OPERATOR.post("/tokens", MINIMAL.replace("read", scope.text()));

        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.at("/scopes/0")).isEqualTo(scope.text());
        assertThat(API.as(created.at("/token")).get("/tokens/verify").at("/scopes/0")).isEqualTo(scope.text());
    }

    @Test
    void an_empty_change_changes_nothing_and_a_change_shows_the_whole_object() {
        String path = path();

        assertThat(CALLER.patch(path, "{}").header("ETag")).isEqualTo("\"v1\"");
        assertThat(CALLER.patch(path, "").header("ETag")).isEqualTo("\"v1\"");
        Reply changed = CALLER.patch(path, """
                {"name":"other","scopes":["reports:write"],"source_ips":["127.0.0.0/8"],
                 "expires_at":"2026-12-31T00:00:00Z"}""");
        assertThat(changed.header("ETag")).isEqualTo("\"v2\"");
        assertThat(changed.body()).isEqualTo(CALLER.get(path).body()).doesNotContain("\"token\"");
        assertThat(changed.at("/name")).isEqualTo("other");
        assertThat(changed.at("/scopes/0")).isEqualTo("reports:write");
        assertThat(changed.at("/source_ips/0")).isEqualTo("127.0.0.0/8");
        assertThat(changed.at("/expires_at")).isEqualTo("2026-12-31T00:00:00Z");
        assertThat(CALLER.patch(path, "{\"name\":\"other\"}").header("ETag")).isEqualTo("\"v2\"");
    }

    @Test
    void a_change_with_one_fault_changes_nothing() {
        String path = path();

        CALLER.patch(path, "{\"name\":\"other\",\"scopes\":[]}");

        assertThat(CALLER.get(path).at("/name")).isEqualTo("x");
    }
}
