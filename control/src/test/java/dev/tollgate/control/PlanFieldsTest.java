package dev.tollgate.control;

import dev.tollgate.domain.token.Scope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Every field of A§16.2, on creation and on change.
class PlanFieldsTest {

    private static final TestApi API = new TestApi();
    private static final Caller OPERATOR = API.as(API.issue(API.account, Scope.OPERATOR_READ, Scope.OPERATOR_PLANS));
    private static final String RESIDENTIAL = "\"products\":{\"residential\":{\"concurrent\":40,\"rps\":50}}";
    private static int made;

    @AfterAll
    static void stop() {
        API.close();
    }

    private static String slug() {
        made++;
        return "plan-" + made;
    }

    /// The path of a fresh plan with residential alone.
    private static String plan() {
        String slug = slug();
        Reply reply = OPERATOR.post("/plans",
                "{\"slug\":\"" + slug + "\",\"api_burst_per_min\":60," + RESIDENTIAL + "}");
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        return "/plans/" + slug;
    }

    @Test
    void a_plan_begins_with_the_defaults() {
        String slug = slug();

        Reply reply = OPERATOR.post("/plans",
                "{\"slug\":\"" + slug + "\",\"api_burst_per_min\":60," + RESIDENTIAL + "}");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.header("Location")).isEqualTo("/v1/plans/" + slug);
        assertThat(reply.body()).isEqualTo("{\"id\":\"" + reply.at("/id") + "\",\"slug\":\"" + slug
                + "\",\"api_burst_per_min\":60,\"api_per_day\":null,"
                + "\"products\":{\"residential\":{\"concurrent\":40,\"rps\":50}},\"subusers_max\":1000,\"trial\":false,"
                + "\"gb_included\":{\"residential\":0},\"price_usd\":{\"residential\":0.00},"
                + "\"created_at\":\"2026-06-02T08:00:00Z\"}");
        assertThat(reply.at("/id")).matches("pln_[0-9A-Z]{26}");
        Reply read = OPERATOR.get("/plans/" + slug);
        assertThat(read.body()).isEqualTo(reply.body());
        assertThat(read.header("ETag")).isEqualTo(reply.header("ETag")).matches("\"v[0-9]+\"");
    }

    @Test
    void a_plan_has_all_that_was_given() {
        String slug = slug();

        Reply reply = OPERATOR.post("/plans", "{\"slug\":\"" + slug + "\"," + """
                "api_burst_per_min":100000,"api_per_day":9223372036854775807,"subusers_max":1000000,"trial":true,
                "products":{"isp":{"concurrent_per_ip":1,"rps_per_ip":10000,"quantity_max":5000},
                            "mobile":{"concurrent":10000,"rps":1}},
                "gb_included":{"mobile":0.125},"price_usd":{"isp":2.345678,"mobile":1e3}}""");

        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        assertThat(reply.json().at("/api_per_day").longValue()).isEqualTo(Long.MAX_VALUE);
        assertThat(reply.json().at("/products").toString()).isEqualTo("{\"mobile\":{\"concurrent\":10000,\"rps\":1},"
                + "\"isp\":{\"concurrent_per_ip\":1,\"rps_per_ip\":10000,\"quantity_max\":5000}}");
        assertThat(reply.body()).contains("\"gb_included\":{\"mobile\":0.125}",
                "\"price_usd\":{\"mobile\":1000.00,\"isp\":2.345678}", "\"trial\":true", "\"subusers_max\":1000000");
    }

    @Test
    void null_is_the_default_where_one_is_stated() {
        String path = plan();
        OPERATOR.patch(path, """
                {"api_per_day":5,"subusers_max":5,"trial":true,"gb_included":{"residential":5},
                 "price_usd":{"residential":5}}""");

        Reply reply = OPERATOR.patch(path,
                "{\"api_per_day\":null,\"subusers_max\":null,\"trial\":null,\"gb_included\":null,\"price_usd\":null}");

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.body()).contains("\"api_per_day\":null", "\"subusers_max\":1000", "\"trial\":false",
                "\"gb_included\":{\"residential\":0}", "\"price_usd\":{\"residential\":0.00}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                           | slug required, api_burst_per_min required, products required
            {"slug":null,"api_burst_per_min":1,%s}       | slug wrong_type
            {"slug":7,"api_burst_per_min":1,%s}          | slug wrong_type
            {"slug":"","api_burst_per_min":1,%s}         | slug empty
            {"slug":"Pro","api_burst_per_min":1,%s}      | slug bad_format
            {"slug":"a_b","api_burst_per_min":1,%s}      | slug bad_format
            {"slug":"x","api_burst_per_min":1}           | products required
            {"slug":"x",%s}                              | api_burst_per_min required
            {"slug":"x","api_burst_per_min":1,"products":{},"gb_included":{"mobile":1}} | products empty, gb_included.mobile not_allowed
            {"slug":"x","id":"pln_1","api_burst_per_min":1,%s,"created_at":"x"}         | id read_only, created_at read_only
            """)
    void bad_input_on_creation(String body, String faults) {
        Reply reply = OPERATOR.post("/plans", body.replace("%s", RESIDENTIAL));

        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
        assertThat(reply.code()).isEqualTo("validation_failed");
        assertThat(reply.faults()).isEqualTo(faults);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "api_burst_per_min":null       | api_burst_per_min wrong_type
            "api_burst_per_min":"60"       | api_burst_per_min wrong_type
            "api_burst_per_min":1.0        | api_burst_per_min wrong_type
            "api_burst_per_min":0          | api_burst_per_min out_of_range
            "api_burst_per_min":100001     | api_burst_per_min out_of_range
            "api_burst_per_min":99999999999999999999 | api_burst_per_min out_of_range
            "api_per_day":0                | api_per_day out_of_range
            "api_per_day":-1               | api_per_day out_of_range
            "api_per_day":9223372036854775808 | api_per_day out_of_range
            "api_per_day":"1"              | api_per_day wrong_type
            "api_per_day":1.5              | api_per_day wrong_type
            "products":null                | products wrong_type
            "products":[]                  | products wrong_type
            "products":{}                  | products empty
            "products":{"colour":1}        | products empty, products.colour unknown_field
            "products":{"mobile":null}     | products.mobile wrong_type
            "products":{"mobile":7}        | products.mobile wrong_type
            "products":{"mobile":{}}       | products.mobile.concurrent required, products.mobile.rps required
            "products":{"mobile":{"concurrent":1,"rps":0}}        | products.mobile.rps out_of_range
            "products":{"mobile":{"concurrent":10001,"rps":1}}    | products.mobile.concurrent out_of_range
            "products":{"mobile":{"concurrent":"1","rps":1}}      | products.mobile.concurrent wrong_type
            "products":{"mobile":{"concurrent":1,"rps":1,"x":1}}  | products.mobile.x unknown_field
            "products":{"mobile":{"concurrent":1,"rps":1,"quantity_max":1}} | products.mobile.quantity_max unknown_field
            "products":{"isp":{"concurrent":1,"rps":1}}           | products.isp.concurrent_per_ip required, products.isp.rps_per_ip required, products.isp.quantity_max required, products.isp.concurrent unknown_field, products.isp.rps unknown_field
            "products":{"isp":{"concurrent_per_ip":0,"rps_per_ip":10001,"quantity_max":-1}} | products.isp.concurrent_per_ip out_of_range, products.isp.rps_per_ip out_of_range, products.isp.quantity_max out_of_range
            "subusers_max":0               | subusers_max out_of_range
            "subusers_max":1000001         | subusers_max out_of_range
            "subusers_max":"1"             | subusers_max wrong_type
            "trial":"yes"                  | trial wrong_type
            "trial":1                      | trial wrong_type
            "gb_included":7                | gb_included wrong_type
            "gb_included":{"residential":null}    | gb_included.residential wrong_type
            "gb_included":{"residential":"1"}     | gb_included.residential wrong_type
            "gb_included":{"residential":-0.001}  | gb_included.residential out_of_range
            "gb_included":{"residential":1000001} | gb_included.residential out_of_range
            "gb_included":{"residential":1e999999}| gb_included.residential out_of_range
            "gb_included":{"residential":0.0001}  | gb_included.residential bad_format
            "gb_included":{"residential":1e-999999} | gb_included.residential bad_format
            "gb_included":{"isp":1}               | gb_included.isp not_allowed
            "gb_included":{"mobile":1}            | gb_included.mobile not_allowed
            "gb_included":{"colour":1}            | gb_included.colour unknown_field
            "price_usd":[]                        | price_usd wrong_type
            "price_usd":{"residential":-1}        | price_usd.residential out_of_range
            "price_usd":{"residential":1000000.1} | price_usd.residential out_of_range
            "price_usd":{"residential":0.0000001} | price_usd.residential bad_format
            "price_usd":{"mobile":1}              | price_usd.mobile not_allowed
            "price_usd":{"isp":1}                 | price_usd.isp not_allowed
            "id":"pln_1"                          | id read_only
            "created_at":"x"                      | created_at read_only
            "version":1                           | version unknown_field
            """)
    void bad_input_on_creation_and_on_change(String field, String faults) {
        String rest = field.startsWith("\"products\"") ? "" : RESIDENTIAL + ",";
        String burst = field.startsWith("\"api_burst") ? "" : "\"api_burst_per_min\":1,";
        Reply created = OPERATOR.post("/plans", "{\"slug\":\"" + slug() + "\"," + burst + rest + field + "}");
        Reply changed = OPERATOR.patch(plan(), "{" + field + "}");

        assertThat(created.faults()).isEqualTo(faults);
        assertThat(created.code()).isEqualTo("validation_failed");
        assertThat(changed.faults()).isEqualTo(faults);
        assertThat(changed.status()).isEqualTo(422);
    }

    @Test
    void a_slug_has_up_to_32_characters_is_given_once_and_is_not_changed() {
        String rest = "\",\"api_burst_per_min\":1," + RESIDENTIAL + "}";

        assertThat(OPERATOR.post("/plans", "{\"slug\":\"" + "x".repeat(33) + rest).faults()).isEqualTo("slug too_long");
        assertThat(OPERATOR.post("/plans", "{\"slug\":\"" + "x".repeat(32) + rest).status()).isEqualTo(201);
        Reply again = OPERATOR.post("/plans", "{\"slug\":\"" + "x".repeat(32) + rest);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("name_taken");
        assertThat(OPERATOR.patch(plan(), "{\"slug\":\"other\"}").faults()).isEqualTo("slug read_only");
    }

    @Test
    void an_empty_change_changes_nothing_and_a_change_shows_the_whole_plan() {
        String path = plan();
        String before = OPERATOR.get(path).header("ETag");

        assertThat(OPERATOR.patch(path, "{}").header("ETag")).isEqualTo(before);
        Reply changed = OPERATOR.patch(path, "{\"api_burst_per_min\":61,\"api_per_day\":7}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag")).isNotEqualTo(before);
        assertThat(changed.body()).isEqualTo(OPERATOR.get(path).body())
                .contains("\"api_burst_per_min\":61,\"api_per_day\":7,\"products\":{\"residential\":");
    }

    @Test
    void what_was_sold_of_a_product_leaves_the_plan_with_it() {
        String path = plan();
        OPERATOR.patch(path, "{\"gb_included\":{\"residential\":5},\"price_usd\":{\"residential\":9.9}}");

        Reply without = OPERATOR.patch(path, "{\"products\":{\"mobile\":{\"concurrent\":1,\"rps\":2}}}");
        Reply back = OPERATOR.patch(path, "{" + RESIDENTIAL + ",\"price_usd\":{\"residential\":3}}");

        assertThat(without.body()).contains("\"products\":{\"mobile\":{\"concurrent\":1,\"rps\":2}}",
                "\"gb_included\":{\"mobile\":0}", "\"price_usd\":{\"mobile\":0.00}");
        assertThat(back.body()).contains("\"gb_included\":{\"residential\":0}", "\"price_usd\":{\"residential\":3.00}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "NONE", "a%2Fb", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"})
    void a_plan_that_is_not_there_is_not_found(String slug) {
        for (Reply reply : new Reply[]{OPERATOR.get("/plans/" + slug), OPERATOR.patch("/plans/" + slug, "{}"),
            OPERATOR.delete("/plans/" + slug)}) {
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.code()).isEqualTo("plan_not_found");
        }
    }

    @Test
    void a_shipped_plan_can_be_changed() {
        assertThat(OPERATOR.patch("/plans/business", "{\"api_burst_per_min\":1300}").json().at("/api_burst_per_min")
                .intValue()).isEqualTo(1300);
    }

    @Test
    void a_plan_is_deleted_unless_an_account_is_on_it() {
        String path = plan();
        String used = plan();
        API.openAccount("user-of-plan@acme.example", used.substring("/plans/".length()), false);

        assertThat(OPERATOR.delete(path).status()).isEqualTo(204);
        assertThat(OPERATOR.get(path).code()).isEqualTo("plan_not_found");
        Reply refused = OPERATOR.delete(used);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("plan_in_use");
        assertThat(OPERATOR.get(used).status()).isEqualTo(200);
    }

    @Test
    void the_plan_of_an_account_is_shown_to_it() {
        String path = plan();
        Caller tenant = API.as(API.issue(
                API.openAccount("plan-reader@acme.example", path.substring("/plans/".length()), false), Scope.READ));

        Reply reply = tenant.get("/plan");

        assertThat(reply.body()).isEqualTo(OPERATOR.get(path).body());
        assertThat(reply.header("ETag")).isEqualTo(OPERATOR.get(path).header("ETag"));
        assertThat(tenant.get("/plan", "If-None-Match", reply.header("ETag")).status()).isEqualTo(304);
        OPERATOR.patch(path, "{\"api_per_day\":3}");
        assertThat(tenant.get("/plan", "If-None-Match", reply.header("ETag")).status()).isEqualTo(200);
    }

    @Test
    void a_change_is_in_force_when_the_answer_arrives() {
        String path = plan();
        int before = API.publisher.published();

        OPERATOR.patch(path, "{" + RESIDENTIAL.replace("40", "4") + "}");

        assertThat(API.publisher.published()).isEqualTo(before + 1);
    }
}
