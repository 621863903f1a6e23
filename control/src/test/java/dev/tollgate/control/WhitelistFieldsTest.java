package dev.tollgate.control;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.token.Scope;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Every row of the table of A§5.
class WhitelistFieldsTest {

    private static final TestApi API = new TestApi();
    private static final AtomicInteger MADE = new AtomicInteger();
    private static final Account ACCOUNT = API.openAccount("lists@acme.example", "pro", false);
    private static final Caller CALLER = API.as(API.issue(ACCOUNT, Scope.ALL));

    private final Reply subUser = CALLER.post("/subusers",
            "{\"label\":\"w-" + MADE.incrementAndGet() + "\",\"products\":[\"residential\",\"isp\"]}");
    private final String id = subUser.at("/id");

    @AfterAll
    static void stop() {
        API.close();
    }

    private Reply add(String fields) {
        return CALLER.post("/whitelists", "{\"subuser\":\"" + id + "\"," + fields + "}");
    }

    private Reply addRange(String range) {
        return add("\"product\":\"residential\",\"ip\":\"" + range + "\"");
    }

    @Test
    void an_entry_is_shown_as_it_was_made() {
        Reply reply = add("\"product\":\"residential\",\"ip\":\"203.0.113.44\",\"label\":\"nat-fra\"");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.header("Location")).isEqualTo("/v1/whitelists/" + reply.at("/id"));
        assertThat(reply.header("ETag")).isEqualTo("\"v1\"");
        assertThat(reply.body()).isEqualTo("{\"id\":\"" + reply.at("/id") + "\",\"subuser\":\"" + id
                + "\",\"product\":\"residential\",\"ip\":\"203.0.113.44\",\"label\":\"nat-fra\","
                + "\"default_username\":null,\"active\":true,\"last_matched_at\":null,"
                + "\"created_at\":\"2026-06-02T08:00:00Z\"}");
        assertThat(CALLER.get("/whitelists/" + reply.at("/id")).body()).isEqualTo(reply.body());
    }

    @Test
    void an_entry_is_not_active_while_changes_wait() {
        API.publisher.say(false);

        assertThat(addRange("203.0.113.45").json().at("/active").booleanValue()).isFalse();
        API.publisher.say(true);
    }

    @Test
    void a_sub_user_is_named_by_id_or_by_name() {
        Reply reply = CALLER.post("/whitelists", "{\"subuser\":\"" + subUser.at("/name")
                + "\",\"product\":\"isp\",\"ip\":\"10.0.0.1\"}");

        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        assertThat(reply.at("/subuser")).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            203.0.113.0/24               | 203.0.113.0/24
            203.0.113.44/32              | 203.0.113.44
            192.168.0.0/30               | 192.168.0.0/30
            127.0.0.1                    | 127.0.0.1
            ::1                          | ::1
            2001:DB8:0:0:0:0:0:1         | 2001:db8::1
            2001:db8:1:2::/64            | 2001:db8:1:2::/64
            2001:db8::1/128              | 2001:db8::1
            ::ffff:198.51.100.7          | 198.51.100.7
            ::ffff:198.51.100.0/120      | 198.51.100.0/24
            """)
    void a_range_is_listed_in_its_one_spelling(String range, String shown) {
        assertThat(addRange(range).at("/ip")).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "203.0.113", "203.0.113.256", "203.0.113.044", "203.0.113.44/33",
        "203.0.113.44/", "203.0.113.44/24", "203.0.113.44/a", "203.0.113.44/-1", "fe80::1%eth0", "[::1]",
        "2001:db8::1/64", "2001:db8::/129", "0.0.0.0", "0.0.0.0/24", "::", "::/64", "224.0.0.1", "239.1.2.0/24",
        "ff02::1", "ff00:1::/64", "::ffff:198.51.100.1/120", "example.com", "203.0.113.44 "})
    void what_is_no_range_is_an_invalid_ip(String range) {
        Reply reply = addRange(range);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.code()).as(range).isEqualTo("invalid_ip");
        assertThat(reply.faults()).isEqualTo("ip bad_format");
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.112.0/23", "0.0.0.0/0", "10.0.0.0/8", "2001:db8::/63", "::/0", "::ffff:0:0/96"})
    void a_range_may_not_be_too_wide(String range) {
        Reply reply = addRange(range);

        assertThat(reply.code()).as(range).isEqualTo("cidr_too_wide");
        assertThat(reply.status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "product":"residential"                                        | ip required
            "ip":"1.2.3.4"                                                 | product required
            "product":"dc","ip":"1.2.3.4"                                  | product not_allowed
            "product":1,"ip":"1.2.3.4"                                     | product wrong_type
            "product":null,"ip":"1.2.3.4"                                  | product wrong_type
            "product":"residential","ip":16909060                          | ip wrong_type
            "product":"residential","ip":null                              | ip wrong_type
            "product":"residential","ip":"1.2.3.4","label":7               | label wrong_type
            "product":"residential","ip":"1.2.3.4","label":"\\u0007"       | label bad_format
            "product":"residential","ip":"1.2.3.4","label":"\\ud800"       | label bad_format
            "product":"residential","ip":"1.2.3.4","default_username":1    | default_username wrong_type
            "product":"residential","ip":"1.2.3.4","default_username":""   | default_username bad_format
            "product":"residential","ip":"1.2.3.4","default_username":"x"  | default_username bad_format
            "product":"residential","ip":"1.2.3.4","id":"wl_1"             | id read_only
            "product":"residential","ip":"1.2.3.4","active":true           | active read_only
            "product":"residential","ip":"1.2.3.4","last_matched_at":null  | last_matched_at read_only
            "product":"residential","ip":"1.2.3.4","created_at":"x"        | created_at read_only
            "product":"residential","ip":"1.2.3.4","note":"x"              | note unknown_field
            "product":"mobile","ip":"1.2.3.0/8","label":7                  | product not_allowed, ip bad_format, label wrong_type
            """)
    void bad_input(String fields, String faults) {
        Reply reply = add(fields);

        assertThat(reply.code()).isEqualTo("validation_failed");
        assertThat(reply.faults()).isEqualTo(faults);
    }

    @Test
    void a_body_must_name_its_sub_user() {
        assertThat(CALLER.post("/whitelists", "{\"product\":\"isp\",\"ip\":\"1.2.3.4\"}").faults())
                .isEqualTo("subuser required");
        assertThat(CALLER.post("/whitelists", "{\"subuser\":1,\"product\":\"isp\",\"ip\":\"1.2.3.4\"}").faults())
                .isEqualTo("subuser wrong_type");
        assertThat(CALLER.post("/whitelists", "").faults())
                .isEqualTo("subuser required, product required, ip required");
    }

    @Test
    void an_unknown_sub_user_answers_before_the_fields() {
        Reply reply = CALLER.post("/whitelists", "{\"subuser\":\"sub_1\",\"ip\":\"x\"}");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("subuser_not_found");
    }

    @Test
    void a_product_the_sub_user_was_not_made_for_has_a_code_of_its_own() {
        Reply reply = add("\"product\":\"mobile\",\"ip\":\"1.2.3.4\"");

        assertThat(reply.code()).isEqualTo("product_not_enabled");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.faults()).isEqualTo("product not_allowed");
    }

    @Test
    void a_label_has_up_to_64_printable_characters() {
        assertThat(add("\"product\":\"isp\",\"ip\":\"1.2.3.1\",\"label\":\"\"").at("/label")).isEmpty();
        assertThat(add("\"product\":\"isp\",\"ip\":\"1.2.3.2\",\"label\":\"" + "é".repeat(64) + "\"").status())
                .isEqualTo(201);
        assertThat(add("\"product\":\"isp\",\"ip\":\"1.2.3.3\",\"label\":\"" + "é".repeat(65) + "\"").faults())
                .isEqualTo("label too_long");
    }

    @Test
    void a_default_username_is_one_of_this_very_sub_user_and_product() {
        String name = subUser.at("/name");
        String right = "helo_" + name + "-type-res-region-de";
        int octet = MADE.get();

        Reply added = add("\"product\":\"residential\",\"ip\":\"100.64.9." + octet + "\",\"default_username\":\""
                + right
                + "\"");

        assertThat(added.at("/default_username")).isEqualTo(right);
        for (String wrong : new String[]{right.replace("res", "mob"), right.replace(name, "s0000000000")}) {
            assertThat(add("\"product\":\"residential\",\"ip\":\"1.2.4.1\",\"default_username\":\"" + wrong + "\"")
                    .faults()).isEqualTo("default_username not_allowed");
        }
        assertThat(add("\"product\":\"isp\",\"ip\":\"1.2.4.1\",\"default_username\":\"" + right + "\"").faults())
                .isEqualTo("default_username not_allowed");
        assertThat(add("\"product\":\"residential\",\"ip\":\"1.2.4.1\",\"default_username\":\""
                + right.replace("de", "zz") + "\"").faults()).isEqualTo("default_username bad_format");
    }

    @Test
    void overlapping_default_usernames_conflict_even_across_accounts() {
        String username = ",\"default_username\":\"helo_" + subUser.at("/name") + "-type-res-region-de\"";
        assertThat(add("\"product\":\"residential\",\"ip\":\"100.65.0.0/24\"" + username).status()).isEqualTo(201);
        Caller other = API.as(API.issue(API.openAccount("o" + id + "@x.example", "pro", false), Scope.ALL));
        Reply theirs = other.post("/subusers", "{\"label\":\"x\",\"products\":[\"residential\"]}");

        Reply conflict = other.post("/whitelists", "{\"subuser\":\"" + theirs.at("/id")
                + "\",\"product\":\"residential\",\"ip\":\"100.65.0.9\",\"default_username\":\"helo_"
                + theirs.at("/name") + "-type-res-region-de\"}");

        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.code()).isEqualTo("default_username_conflict");
        Reply without = addRange("100.65.0.9");
        assertThat(CALLER.patch("/whitelists/" + without.at("/id"), "{" + username.substring(1) + "}").code())
                .isEqualTo("default_username_conflict");
    }

    @Test
    void the_same_range_again_is_refused_in_whatever_spelling() {
        addRange("203.0.113.50");

        assertThat(addRange("::ffff:203.0.113.50/128").code()).isEqualTo("already_whitelisted");
        assertThat(add("\"product\":\"isp\",\"ip\":\"203.0.113.50\"").status()).isEqualTo(201);
    }

    @Test
    void a_list_has_50_entries() {
        for (int i = 1; i <= 50; i++) {
            assertThat(addRange("10.9.0." + i).status()).isEqualTo(201);
        }

        Reply reply = addRange("10.9.0.51");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.code()).isEqualTo("whitelist_full");
        assertThat(addRange("10.9.0.50").code()).isEqualTo("already_whitelisted");
    }

    @Test
    void label_and_default_username_may_change_and_nothing_else() {
        String path = "/whitelists/" + addRange("10.1.1.1").at("/id");

        assertThat(CALLER.patch(path, "{\"label\":\"new\"}").at("/label")).isEqualTo("new");
        assertThat(CALLER.patch(path, "{\"label\":\"new\"}").header("ETag")).isEqualTo("\"v2\"");
        assertThat(CALLER.patch(path, "{\"label\":null}").json().at("/label").isNull()).isTrue();
        assertThat(CALLER.patch(path, "{\"ip\":\"1.1.1.1\",\"product\":\"isp\",\"subuser\":\"x\",\"x\":1}").faults())
                .isEqualTo("ip read_only, product read_only, subuser read_only, x unknown_field");
        assertThat(CALLER.delete(path).status()).isEqualTo(204);
        assertThat(CALLER.delete(path).code()).isEqualTo("whitelist_not_found");
        assertThat(CALLER.patch(path, "{}").code()).isEqualTo("whitelist_not_found");
    }

    @Test
    void the_list_filters_by_sub_user_product_and_address() {
        addRange("10.2.0.0/24");
        add("\"product\":\"isp\",\"ip\":\"10.2.0.7\"");
        String mine = "/whitelists?subuser=" + id;

        assertThat(CALLER.get(mine).json().at("/data").size()).isEqualTo(2);
        assertThat(CALLER.get("/whitelists?subuser=" + subUser.at("/name")).json().at("/data").size()).isEqualTo(2);
        assertThat(CALLER.get(mine + "&product=isp").at("/data/0/ip")).isEqualTo("10.2.0.7");
        assertThat(CALLER.get(mine + "&ip=10.2.0.8").json().at("/data").size()).isEqualTo(1);
        assertThat(CALLER.get(mine + "&ip=10.2.0.7").json().at("/data").size()).isEqualTo(2);
        assertThat(CALLER.get(mine + "&ip=x&product=y&z=1").faults())
                .isEqualTo("query.z unknown_field, query.product not_allowed, query.ip bad_format");
        assertThat(CALLER.get("/whitelists?subuser=sub_none").json().at("/data").size()).isZero();
    }

    @Test
    void the_entries_of_a_deleted_sub_user_are_gone() {
        String entry = addRange("10.3.0.1").at("/id");

        CALLER.delete("/subusers/" + id);

        assertThat(CALLER.get("/whitelists/" + entry).code()).isEqualTo("whitelist_not_found");
    }
}
