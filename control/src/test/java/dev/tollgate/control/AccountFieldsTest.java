package dev.tollgate.control;

import dev.tollgate.domain.token.Scope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Every row of A§16.1 on opening and on change, of a credit, and of what a tenant may change about itself (A§3).
class AccountFieldsTest {

    private static final TestApi API = new TestApi();
    private static final Caller OPERATOR = API
            .as(API.issue(API.account, Scope.OPERATOR_READ, Scope.OPERATOR_ACCOUNTS));
    private static int made;

    @AfterAll
    static void stop() {
        API.close();
    }

    private static String email() {
        made++;
        return "row" + made + "@fields.example";
    }

    /// The path of a fresh account.
    private static String account() {
        Reply reply = OPERATOR.post("/accounts", "{\"email\":\"" + email() + "\"}");
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        return "/accounts/" + reply.at("/id");
    }

    private static Caller tenant() {
        return API.as(API.issue(API.openAccount(email(), "pro", false), Scope.ALL));
    }

    @Test
    void an_account_begins_with_the_defaults() {
        String email = email();

        Reply reply = OPERATOR.post("/accounts", "{\"email\":\"" + email + "\"}");

        assertThat(reply.header("Location")).isEqualTo("/v1/accounts/" + reply.at("/id"));
        assertThat(reply.header("ETag")).isEqualTo("\"v1\"");
        assertThat(reply.at("/id")).matches("usr_[0-9A-Z]{26}");
        assertThat(OPERATOR.get("/accounts/" + reply.at("/id")).body()).isEqualTo(reply.body())
                .isEqualTo("{\"id\":\"" + reply.at("/id") + "\",\"email\":\"" + email
                        + "\",\"company\":null,\"plan\":\"starter\",\"status\":\"active\",\"operator\":false,"
                        + "\"kyc_status\":\"not-submitted\",\"balance\":{\"currency\":\"USD\",\"amount\":0.00},"
                        + "\"volume\":{\"residential\":{\"remaining_gb\":null},\"mobile\":{\"remaining_gb\":null}},"
                        + "\"locale\":\"en\",\"timezone\":\"UTC\",\"created_at\":\"2026-06-02T08:00:00Z\","
                        + "\"reason\":null}");
    }

    @Test
    void an_account_has_all_that_was_given() {
        String email = email();

        Reply reply = OPERATOR.post("/accounts", "{\"email\":\"" + email + "\"," + """
                "company":"","plan":"business","status":"suspended","reason":"not paid yet","kyc_status":"approved",
                "volume":{"residential":0,"mobile":412.5}}""");

        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        assertThat(reply.body()).contains("\"company\":\"\"", "\"plan\":\"business\"", "\"status\":\"suspended\"",
                "\"kyc_status\":\"approved\"", "\"reason\":\"not paid yet\"",
                "\"volume\":{\"residential\":{\"remaining_gb\":0},\"mobile\":{\"remaining_gb\":412.5}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                | email required
            {"email":null}                                    | email wrong_type
            {"email":"","company":7}                          | email empty, company wrong_type
            {"email":"a@b","reason":"x"}                      | reason not_allowed
            {"email":"a@b","status":"active","reason":"x"}    | reason not_allowed
            {"email":"a@b","id":"usr_1","colour":1}           | id read_only, colour unknown_field
            """)
    void bad_input_on_opening(String body, String faults) {
        Reply reply = OPERATOR.post("/accounts", body);

        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
        assertThat(reply.code()).isEqualTo("validation_failed");
        assertThat(reply.faults()).isEqualTo(faults);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "email":7                          | email wrong_type
            "email":""                         | email empty
            "email":"nobody"                   | email bad_format
            "email":"a b@acme.example"         | email bad_format
            "email":"a@acme..example"          | email bad_format
            "email":"a@acme.example\\n"        | email bad_format
            "company":7                        | company wrong_type
            "company":"a\\u0000b"              | company bad_format
            "plan":7                           | plan wrong_type
            "status":null                      | status wrong_type
            "status":"paused"                  | status not_allowed
            "status":"Suspended"               | status not_allowed
            "status":"suspended","reason":7    | reason wrong_type
            "status":"suspended","reason":"\\t"| reason bad_format
            "reason":"x"                       | reason not_allowed
            "status":"active","reason":"x"     | reason not_allowed
            "kyc_status":null                  | kyc_status wrong_type
            "kyc_status":"not_submitted"       | kyc_status not_allowed
            "kyc_status":true                  | kyc_status wrong_type
            "volume":7                         | volume wrong_type
            "volume":{"residential":"1"}       | volume.residential wrong_type
            "volume":{"residential":-0.001}    | volume.residential out_of_range
            "volume":{"mobile":1000000000.001} | volume.mobile out_of_range
            "volume":{"mobile":1e999999999}    | volume.mobile out_of_range
            "volume":{"mobile":0.0001}         | volume.mobile bad_format
            "volume":{"isp":1}                 | volume.isp not_allowed
            "volume":{"isp":null}              | volume.isp not_allowed
            "volume":{"colour":1}              | volume.colour unknown_field
            "id":"usr_1"                       | id read_only
            "operator":true                    | operator read_only
            "balance":{}                       | balance read_only
            "locale":"en"                      | locale read_only
            "timezone":"UTC"                   | timezone read_only
            "created_at":"x"                   | created_at read_only
            "colour":1                         | colour unknown_field
            """)
    void bad_input_on_opening_and_on_change(String field, String faults) {
        String email = field.startsWith("\"email\"") ? "" : "\"email\":\"" + email() + "\",";
        Reply opened = OPERATOR.post("/accounts", "{" + email + field + "}");
        Reply changed = OPERATOR.patch(account(), "{" + field + "}");

        assertThat(opened.faults()).isEqualTo(faults);
        assertThat(opened.code()).isEqualTo("validation_failed");
        assertThat(changed.faults()).isEqualTo(faults);
        assertThat(changed.status()).isEqualTo(422);
    }

    @Test
    void texts_have_their_lengths() {
        String path = account();
        String longest = "x".repeat(64) + "@" + "y".repeat(63) + "." + "y".repeat(63) + "." + "y".repeat(61);
        assertThat(longest).hasSize(254);

        assertThat(OPERATOR.patch(path, "{\"email\":\"" + longest + "\"}").status()).isEqualTo(200);
        assertThat(OPERATOR.patch(path, "{\"email\":\"" + longest + "y\"}").faults()).isEqualTo("email too_long");
        assertThat(OPERATOR.patch(path, "{\"company\":\"" + "ü".repeat(100) + "\"}").status()).isEqualTo(200);
        assertThat(OPERATOR.patch(path, "{\"company\":\"" + "ü".repeat(101) + "\"}").faults())
                .isEqualTo("company too_long");
        String suspend = "{\"status\":\"suspended\",\"reason\":\"";
        assertThat(OPERATOR.patch(path, suspend + "r".repeat(200) + "\"}").status()).isEqualTo(200);
        assertThat(OPERATOR.patch(path, suspend + "r".repeat(201) + "\"}").faults()).isEqualTo("reason too_long");
    }

    @Test
    void an_address_belongs_to_one_account_whatever_its_capitals() {
        String email = email();
        OPERATOR.post("/accounts", "{\"email\":\"" + email + "\"}");
        String other = account();

        for (String taken : new String[]{email, email.replace("row", "ROW")}) {
            Reply opened = OPERATOR.post("/accounts", "{\"email\":\"" + taken + "\"}");
            assertThat(opened.status()).isEqualTo(409);
            assertThat(opened.code()).isEqualTo("email_taken");
            assertThat(OPERATOR.patch(other, "{\"email\":\"" + taken + "\"}").code()).isEqualTo("email_taken");
            assertThat(tenant().patch("/users/me", "{\"email\":\"" + taken + "\"}").code()).isEqualTo("email_taken");
        }
    }

    @Test
    void a_plan_that_is_not_there_is_not_found_before_any_field_is_at_fault() {
        assertThat(OPERATOR.post("/accounts", "{\"plan\":\"none\"}").code()).isEqualTo("plan_not_found");
        Reply changed = OPERATOR.patch(account(), "{\"plan\":\"none\",\"colour\":1}", "If-Match", "\"v9\"");
        assertThat(changed.status()).isEqualTo(404);
        assertThat(changed.code()).isEqualTo("plan_not_found");
    }

    @Test
    void null_is_the_default_where_one_is_stated() {
        String path = account();
        OPERATOR.patch(path, "{\"company\":\"Acme\",\"plan\":\"pro\",\"volume\":{\"residential\":1,\"mobile\":2}}");

        Reply reply = OPERATOR.patch(path, "{\"company\":null,\"plan\":null,\"volume\":null}");

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.body()).contains("\"company\":null", "\"plan\":\"starter\"",
                "\"volume\":{\"residential\":{\"remaining_gb\":null},\"mobile\":{\"remaining_gb\":null}}");
    }

    @Test
    void volumes_change_one_by_one() {
        String path = account();

        OPERATOR.patch(path, "{\"volume\":{\"residential\":7.25}}");
        Reply reply = OPERATOR.patch(path, "{\"volume\":{\"mobile\":0.001}}");
        Reply unlimited = OPERATOR.patch(path, "{\"volume\":{\"residential\":null}}");

        assertThat(reply.body())
                .contains("\"volume\":{\"residential\":{\"remaining_gb\":7.25},\"mobile\":{\"remaining_gb\":0.001}}");
        assertThat(unlimited.body())
                .contains("\"volume\":{\"residential\":{\"remaining_gb\":null},\"mobile\":{\"remaining_gb\":0.001}}");
    }

    @Test
    void a_reason_stays_with_the_suspension_and_ends_with_it() {
        String path = account();

        assertThat(OPERATOR.patch(path, "{\"status\":\"suspended\",\"reason\":\"unpaid\"}").at("/reason"))
                .isEqualTo("unpaid");
        assertThat(OPERATOR.patch(path, "{\"status\":\"suspended\"}").at("/reason")).isEqualTo("unpaid");
        assertThat(OPERATOR.patch(path, "{\"reason\":\"abuse\"}").at("/reason")).isEqualTo("abuse");
        assertThat(OPERATOR.patch(path, "{\"reason\":null}").json().at("/reason").isNull()).isTrue();
        OPERATOR.patch(path, "{\"reason\":\"abuse\"}");
        assertThat(OPERATOR.patch(path, "{\"status\":\"active\"}").json().at("/reason").isNull()).isTrue();
        assertThat(OPERATOR.patch(path, "{\"status\":\"suspended\"}").json().at("/reason").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                    | amount_usd required, note required
            {"note":"x"}                                          | amount_usd required
            {"amount_usd":1}                                      | note required
            {"amount_usd":1,"note":null}                          | note wrong_type
            {"amount_usd":1,"note":""}                            | note empty
            {"amount_usd":1,"note":"a\\nb"}                       | note bad_format
            {"amount_usd":"1","note":"x"}                         | amount_usd wrong_type
            {"amount_usd":null,"note":"x"}                        | amount_usd wrong_type
            {"amount_usd":0,"note":"x"}                           | amount_usd out_of_range
            {"amount_usd":0.00,"note":"x"}                        | amount_usd out_of_range
            {"amount_usd":1000000000.01,"note":"x"}               | amount_usd out_of_range
            {"amount_usd":-1000000000.01,"note":"x"}              | amount_usd out_of_range
            {"amount_usd":0.0000001,"note":"x"}                   | amount_usd bad_format
            {"product":"residential","note":"x"}                  | gb required
            {"gb":1,"note":"x"}                                   | product required
            {"product":"isp","gb":1,"note":"x"}                   | product not_allowed
            {"product":"Residential","gb":1,"note":"x"}           | product not_allowed
            {"product":7,"gb":1,"note":"x"}                       | product wrong_type
            {"product":"mobile","gb":0,"note":"x"}                | gb out_of_range
            {"product":"mobile","gb":1000000001,"note":"x"}       | gb out_of_range
            {"product":"mobile","gb":-0.0005,"note":"x"}          | gb bad_format
            {"product":"mobile","gb":true,"note":"x"}             | gb wrong_type
            {"product":"mobile","gb":1,"amount_usd":1,"note":"x"} | amount_usd not_allowed
            {"amount_usd":1,"note":"x","balance_after":1}         | balance_after unknown_field
            """)
    void bad_input_of_a_credit(String body, String faults) {
        Reply reply = OPERATOR.post(account() + "/credit", body);

        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
        assertThat(reply.code()).isEqualTo("validation_failed");
        assertThat(reply.faults()).isEqualTo(faults);
    }

    @Test
    void a_note_has_up_to_200_characters() {
        String path = account() + "/credit";
        String start = "{\"amount_usd\":1,\"note\":\"";

        assertThat(OPERATOR.post(path, start + "n".repeat(200) + "\"}").status()).isEqualTo(201);
        assertThat(OPERATOR.post(path, start + "n".repeat(201) + "\"}").faults()).isEqualTo("note too_long");
    }

    @Test
    void a_tenant_changes_its_contact_and_its_preferences() {
        Caller tenant = tenant();
        String email = email();

        Reply reply = tenant.patch("/users/me", "{\"company\":\"New\",\"email\":\"" + email
                + "\",\"locale\":\"zh-CN\",\"timezone\":\"Asia/Shanghai\"}");

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.header("ETag")).isEqualTo("\"v2\"");
        assertThat(reply.body()).isEqualTo(tenant.get("/users/me").body()).contains("\"company\":\"New\"",
                "\"email\":\"" + email + "\"", "\"locale\":\"zh-CN\"", "\"timezone\":\"Asia/Shanghai\"");
        assertThat(tenant.patch("/users/me", "{}").header("ETag")).isEqualTo("\"v2\"");
        assertThat(tenant.patch("/users/me", "{\"company\":null}").json().at("/company").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "email":null             | email wrong_type
            "email":""               | email empty
            "email":"x"              | email bad_format
            "company":1              | company wrong_type
            "locale":null            | locale wrong_type
            "locale":"de"            | locale not_allowed
            "locale":"zh-cn"         | locale not_allowed
            "timezone":null          | timezone wrong_type
            "timezone":"Mars/Base"   | timezone not_allowed
            "timezone":"+02:00"      | timezone not_allowed
            "id":"usr_1"             | id read_only
            "plan":"pro"             | plan read_only
            "status":"active"        | status read_only
            "reason":"x"             | reason read_only
            "operator":true          | operator read_only
            "kyc_status":"approved"  | kyc_status read_only
            "balance":{}             | balance read_only
            "volume":{}              | volume read_only
            "created_at":"x"         | created_at read_only
            "colour":1               | colour unknown_field
            """)
    void bad_input_about_oneself(String field, String faults) {
        Reply reply = tenant().patch("/users/me", "{" + field + "}");

        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
        assertThat(reply.faults()).isEqualTo(faults);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "usr_01JD3Y7MISSING0000000000000", "a%2Fb", "ü"})
    void an_account_that_is_not_there_is_not_found(String id) {
        String path = "/accounts/" + id.replace("ü", "%C3%BC");
        for (Reply reply : new Reply[]{OPERATOR.get(path), OPERATOR.patch(path, "{\"colour\":1}"),
            OPERATOR.post(path + "/credit", "{\"colour\":1}"), OPERATOR.get(path + "/ledger?colour=1")}) {
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.code()).isEqualTo("account_not_found");
        }
    }
}
