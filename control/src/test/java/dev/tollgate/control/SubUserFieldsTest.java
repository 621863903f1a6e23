package dev.tollgate.control;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.token.Scope;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Every row of the table of A§4.1, on creation and on change. The account is on plan `pro`: 600 and 1000 for residential,
/// 200 and 500 for mobile.
class SubUserFieldsTest {

    private static final TestApi API = new TestApi();
    private static int made;
    private static final Caller CALLER = API
            .as(API.issue(API.openAccount("rows@acme.example", "pro", false), Scope.ALL));

    @AfterAll
    static void stop() {
        API.close();
    }

    private static String label() {
        made++;
        return "row-" + made;
    }

    private static Reply create(String label) {
        return CALLER.post("/subusers", "{\"label\":\"" + label + "\",\"products\":[\"residential\"]}");
    }

    @Test
    void a_sub_user_begins_with_the_defaults_and_with_neutral_values_for_what_is_to_come() {
        Reply reply = CALLER.post("/subusers", "{\"label\":\"defaults\",\"products\":[\"mobile\",\"residential\"]}");

        String id = reply.at("/id");
        assertThat(reply.header("Location")).isEqualTo("/v1/subusers/" + id);
        assertThat(reply.header("ETag")).isEqualTo("\"v1\"");
        assertThat(CALLER.get("/subusers/" + id).body()).isEqualTo("{\"id\":\"" + id + "\",\"name\":\""
                + reply.at("/name") + "\",\"label\":\"defaults\",\"products\":[\"mobile\",\"residential\"],"
                + "\"status\":\"active\",\"concurrent_max\":600,\"rps_max\":1000,\"rps_effective\":1000,"
                + "\"auth_mode\":\"auto\",\"require_tls\":false,\"session_strict\":false,\"pools\":null,\"quota\":null,"
                + "\"quota_used\":{\"day_bytes\":0,\"month_bytes\":0},\"batches\":[],\"rotation\":null,"
                + "\"propagation\":{\"version\":1,\"nodes\":1,\"nodes_applied\":1},\"last_used_at\":null,"
                + "\"created_at\":\"2026-06-02T08:00:00Z\",\"updated_at\":\"2026-06-02T08:00:00Z\"}");
    }

    @Test
    void null_is_the_default_where_one_is_stated() {
        Reply created = CALLER.post("/subusers", """
                {"label":"nulls","products":["residential"],"status":null,"concurrent_max":null,"rps_max":null,
                 "auth_mode":null,"require_tls":null,"session_strict":null,"pools":null,"quota":null}""");
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        String path = "/subusers/" + created.at("/id");
        CALLER.patch(path, "{\"status\":\"disabled\",\"concurrent_max\":5,\"rps_max\":5,\"auth_mode\":\"both\"}");

        Reply reply = CALLER.patch(path, """
                {"status":null,"concurrent_max":null,"rps_max":null,"auth_mode":null,"require_tls":null}""");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("/status")).isEqualTo("active");
        assertThat(reply.json().at("/concurrent_max").intValue()).isEqualTo(600);
        assertThat(reply.json().at("/rps_max").intValue()).isEqualTo(1000);
        assertThat(reply.at("/auth_mode")).isEqualTo("auto");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                        | label required, products required
            {"products":["residential"]}                              | label required
            {"label":null,"products":["residential"]}                 | label wrong_type
            {"label":7,"products":["residential"]}                    | label wrong_type
            {"label":"","products":["residential"]}                   | label empty
            {"label":"UPPER","products":["residential"]}              | label bad_format
            {"label":"a b","products":["residential"]}                | label bad_format
            {"label":"ünder","products":["residential"]}              | label bad_format
            {"label":"a\\n","products":["residential"]}               | label bad_format
            {"label":"x"}                                             | products required
            {"label":"x","products":null}                             | products wrong_type
            {"label":"x","products":"residential"}                    | products wrong_type
            {"label":"x","products":[]}                               | products empty
            {"label":"x","products":["residential",1]}                | products[1] wrong_type
            {"label":"x","products":["datacenter"]}                   | products[0] not_allowed
            {"label":"x","products":["Residential"]}                  | products[0] not_allowed
            {"label":"x","products":["residential","residential"]}    | products[1] duplicate
            {"label":"x","products":["residential"],"colour":1}       | colour unknown_field
            {"label":"X","products":["mobile","mobile"],"colour":1}   | label bad_format, products[1] duplicate, colour unknown_field
            """)
    void bad_input_on_creation(String body, String faults) {
        Reply reply = CALLER.post("/subusers", body);

        assertThat(reply.status()).as(body).isEqualTo(422);
        assertThat(reply.code()).isEqualTo("validation_failed");
        assertThat(reply.faults()).isEqualTo(faults);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "status":"paused"              | status not_allowed
            "status":"ACTIVE"              | status not_allowed
            "status":true                  | status wrong_type
            "concurrent_max":"200"         | concurrent_max wrong_type
            "concurrent_max":1.0           | concurrent_max wrong_type
            "concurrent_max":1e2           | concurrent_max wrong_type
            "concurrent_max":true          | concurrent_max wrong_type
            "concurrent_max":0             | concurrent_max out_of_range
            "concurrent_max":-1            | concurrent_max out_of_range
            "rps_max":"1"                  | rps_max wrong_type
            "rps_max":0                    | rps_max out_of_range
            "rps_max":10001                | rps_max out_of_range
            "rps_max":99999999999999999999 | rps_max out_of_range
            "auth_mode":"none"             | auth_mode not_allowed
            "auth_mode":1                  | auth_mode wrong_type
            "require_tls":"yes"            | require_tls wrong_type
            "require_tls":1                | require_tls wrong_type
            "session_strict":"yes"         | session_strict wrong_type
            "session_strict":true          | session_strict not_allowed
            "pools":[]                     | pools not_allowed
            "pools":["pool_1"]             | pools not_allowed
            "quota":{"month_gb":1}         | quota not_allowed
            "id":"sub_1"                   | id read_only
            "name":"s1"                    | name read_only
            "password":"x"                 | password read_only
            "rps_effective":1              | rps_effective read_only
            "quota_used":{}                | quota_used read_only
            "batches":[]                   | batches read_only
            "rotation":null                | rotation read_only
            "propagation":{}               | propagation read_only
            "last_used_at":null            | last_used_at read_only
            "created_at":"x"               | created_at read_only
            "updated_at":"x"               | updated_at read_only
            "Label":"x"                    | Label unknown_field
            "":1                           | ' unknown_field'
            """)
    void bad_input_on_creation_and_on_change(String field, String faults) {
        Reply created = CALLER.post("/subusers",
                "{\"label\":\"" + label() + "\",\"products\":[\"residential\"]," + field + "}");
        Reply changed = CALLER.patch("/subusers/" + create(label()).at("/id"), "{" + field + "}");

        assertThat(created.faults()).isEqualTo(faults);
        assertThat(created.code()).isEqualTo("validation_failed");
        assertThat(changed.faults()).isEqualTo(faults);
        assertThat(changed.status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "label":null               | label wrong_type
            "label":""                 | label empty
            "label":"A"                | label bad_format
            "products":["residential"] | products read_only
            "products":null            | products read_only
            """)
    void bad_input_on_change(String field, String faults) {
        assertThat(CALLER.patch("/subusers/" + create(label()).at("/id"), "{" + field + "}").faults())
                .isEqualTo(faults);
    }

    @Test
    void a_label_has_up_to_64_characters() {
        assertThat(create("x".repeat(64)).status()).isEqualTo(201);
        assertThat(create("x".repeat(65)).faults()).isEqualTo("label too_long");
        assertThat(create("-").status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"residential, 600, 601", "mobile, 200, 201", "isp, 10000, 10001"})
    void a_figure_above_the_plan_has_a_code_of_its_own(String product, int most, int tooMany) {
        String start = "{\"products\":[\"" + product + "\"],\"label\":\"";

        Reply right = CALLER.post("/subusers", start + label() + "\",\"concurrent_max\":" + most + "}");
        Reply over = CALLER.post("/subusers", start + label() + "\",\"concurrent_max\":" + tooMany + "}");
        Reply far = CALLER.post("/subusers", start + label() + "\",\"concurrent_max\":12345678901234567890}");

        assertThat(right.status()).as(right.body()).isEqualTo(201);
        assertThat(over.code()).isEqualTo("over_plan_limit");
        assertThat(over.status()).isEqualTo(422);
        assertThat(over.faults()).isEqualTo("concurrent_max out_of_range");
        assertThat(far.code()).isEqualTo("over_plan_limit");
    }

    @Test
    void a_code_of_its_own_gives_way_among_several_faults() {
        Reply reply = CALLER.post("/subusers",
                "{\"label\":\"A\",\"products\":[\"residential\"],\"concurrent_max\":601}");

        assertThat(reply.code()).isEqualTo("validation_failed");
        assertThat(reply.faults()).isEqualTo("label bad_format, concurrent_max out_of_range");
    }

    @Test
    void a_change_above_the_plan_is_refused_and_changes_nothing() {
        String path = "/subusers/" + create(label()).at("/id");

        Reply reply = CALLER.patch(path, "{\"concurrent_max\":601,\"status\":\"disabled\"}");

        assertThat(reply.code()).isEqualTo("over_plan_limit");
        assertThat(CALLER.get(path).at("/status")).isEqualTo("active");
    }

    @Test
    void a_rate_above_the_plan_is_stored_and_the_plans_holds() {
        Reply reply = CALLER.post("/subusers",
                "{\"label\":\"" + label() + "\",\"products\":[\"mobile\"],\"rps_max\":10000}");

        assertThat(reply.json().at("/rps_max").intValue()).isEqualTo(10_000);
        assertThat(reply.json().at("/rps_effective").intValue()).isEqualTo(500);
    }

    @Test
    void a_product_outside_the_plan_is_not_allowed() {
        Caller trial = API.as(API.issue(API.openAccount("trial@acme.example", "trial", false), Scope.ALL));

        Reply reply = trial.post("/subusers", "{\"label\":\"x\",\"products\":[\"residential\",\"isp\"]}");

        assertThat(reply.faults()).isEqualTo("products[1] not_allowed");
    }

    @Test
    void the_plans_number_of_sub_users_is_kept() {
        API.plans.save(new Plan("tiny", 10, OptionalLong.of(100),
                Map.of(Product.RESIDENTIAL, new Plan.Limits(1, 1)), 1, false));
        Account account = API.openAccount("tiny@acme.example", "tiny", false);
        Caller tiny = API.as(API.issue(account, Scope.ALL));
        tiny.post("/subusers", "{\"label\":\"one\",\"products\":[\"residential\"]}");

        assertThat(tiny.post("/subusers", "{\"label\":\"two\",\"products\":[\"residential\"]}").code())
                .isEqualTo("too_many");
        assertThat(tiny.post("/subusers", "{\"label\":\"one\",\"products\":[\"residential\"]}").code())
                .isEqualTo("label_taken");
    }

    @Test
    void an_empty_change_changes_nothing_and_a_change_shows_the_whole_object() {
        String path = "/subusers/" + create(label()).at("/id");

        assertThat(CALLER.patch(path, "{}").header("ETag")).isEqualTo("\"v1\"");
        assertThat(CALLER.patch(path, "").header("ETag")).isEqualTo("\"v1\"");
        Reply changed = CALLER.patch(path,
                "{\"label\":\"renamed\",\"require_tls\":true,\"auth_mode\":\"either\",\"status\":\"disabled\"}");
        assertThat(changed.header("ETag")).isEqualTo("\"v2\"");
        assertThat(changed.body()).isEqualTo(CALLER.get(path).body());
        assertThat(changed.at("/label")).isEqualTo("renamed");
        assertThat(changed.json().at("/require_tls").booleanValue()).isTrue();
        assertThat(changed.at("/auth_mode")).isEqualTo("either");
        assertThat(changed.json().at("/propagation/version").intValue()).isEqualTo(2);
    }

    @Test
    void a_label_may_be_kept_but_not_taken_from_another() {
        String taken = label();
        create(taken);
        String own = label();
        String path = "/subusers/" + create(own).at("/id");

        assertThat(CALLER.patch(path, "{\"label\":\"" + own + "\"}").status()).isEqualTo(200);
        assertThat(CALLER.patch(path, "{\"label\":\"" + taken + "\"}").code()).isEqualTo("label_taken");
    }

    @Test
    void rotating_takes_no_fields() {
        String path = "/subusers/" + create(label()).at("/id") + "/rotate-password";

        assertThat(CALLER.post(path, "{\"password\":\"x\"}").faults()).isEqualTo("password unknown_field");
        assertThat(CALLER.post(path, "{}").status()).isEqualTo(200);
    }

    @Test
    void what_is_in_force_is_published_with_each_write() {
        int before = API.publisher.published();
        String path = "/subusers/" + create(label()).at("/id");
        CALLER.patch(path, "{\"status\":\"disabled\"}");
        CALLER.post(path + "/rotate-password", "");
        CALLER.delete(path);

        assertThat(API.publisher.published() - before).isEqualTo(4);
    }
}
