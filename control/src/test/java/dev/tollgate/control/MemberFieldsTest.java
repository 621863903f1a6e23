package dev.tollgate.control;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.token.Scope;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The fields of members (A§3).
class MemberFieldsTest {

    private static final TestApi API = new TestApi();
    private static final Account ACCOUNT = API.openAccount("members@acme.example", "pro", false);
    private static final Caller CALLER = API.as(API.issue(ACCOUNT, Scope.ALL));
    private static final AtomicInteger MADE = new AtomicInteger();

    @AfterAll
    static void stop() {
        API.close();
    }

    private static String email() {
        return "ada" + MADE.incrementAndGet() + "@acme.example";
    }

    private static Reply invite(String fields) {
        return CALLER.post("/members", "{" + fields + "}");
    }

    private static Reply invite() {
        return invite("\"email\":\"" + email() + "\",\"name\":\"Ada\",\"role\":\"developer\"");
    }

    @Test
    void a_member_is_shown_as_invited_and_the_link_this_once() {
        Reply reply = invite("\"email\":\"Ada@Acme.example\",\"name\":\"Ada Lovelace\",\"role\":\"developer\"");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.header("Location")).isEqualTo("/v1/members/" + reply.at("/id"));
        assertThat(reply.header("ETag")).isEqualTo("\"v1\"");
        assertThat(reply.at("/invite_url"))
                .matches("http://127\\.0\\.0\\.1:" + API.port() + "/invite#[0-9A-Za-z]{64}");
        String member = "{\"id\":\"" + reply.at("/id") + "\",\"email\":\"Ada@Acme.example\",\"name\":\"Ada Lovelace\","
                + "\"role\":\"developer\",\"status\":\"invited\",\"mfa\":false,\"last_login_at\":null,"
                + "\"last_login_ip\":null,\"created_at\":\"2026-06-02T08:00:00Z\"}";
        assertThat(reply.body())
                .isEqualTo(member.replace("}", ",\"invite_url\":\"" + reply.at("/invite_url") + "\"}"));
        assertThat(reply.at("/id")).matches("mem_[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(CALLER.get("/members/" + reply.at("/id")).body()).isEqualTo(member);
        assertThat(CALLER.get("/members").body()).contains(member).doesNotContain("invite_url");
    }

    @Test
    void a_name_is_optional_and_null_is_none() {
        assertThat(invite("\"email\":\"" + email() + "\",\"role\":\"viewer\"").json().path("name").isNull()).isTrue();
        assertThat(invite("\"email\":\"" + email() + "\",\"name\":null,\"role\":\"viewer\"").json().path("name")
                .isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "admin", "developer", "billing", "viewer"})
    void every_role_of_the_table_can_be_given(String role) {
        assertThat(invite("\"email\":\"" + email() + "\",\"role\":\"" + role + "\"").at("/role")).isEqualTo(role);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "role":"viewer"                                         | email required
            "email":"a@b.example"                                   | role required
            "email":"a@b.example","role":"root"                     | role not_allowed
            "email":"a@b.example","role":"Owner"                    | role not_allowed
            "email":"a@b.example","role":null                       | role wrong_type
            "email":"a@b.example","role":["owner"]                  | role wrong_type
            "email":1,"role":"viewer"                               | email wrong_type
            "email":null,"role":"viewer"                            | email wrong_type
            "email":"","role":"viewer"                              | email empty
            "email":"no-at","role":"viewer"                         | email bad_format
            "email":"a@","role":"viewer"                            | email bad_format
            "email":"@b.example","role":"viewer"                    | email bad_format
            "email":"a b@c.example","role":"viewer"                 | email bad_format
            "email":"ä@c.example","role":"viewer"                   | email bad_format
            "email":"a@-c.example","role":"viewer"                  | email bad_format
            "email":" a@c.example","role":"viewer"                  | email bad_format
            "email":"a@c.example\\u0000","role":"viewer"            | email bad_format
            "email":"a@b.example","name":"","role":"viewer"         | name empty
            "email":"a@b.example","name":7,"role":"viewer"          | name wrong_type
            "email":"a@b.example","name":"a\\nb","role":"viewer"    | name bad_format
            "email":"a@b.example","name":"\\ud800","role":"viewer"  | name bad_format
            "email":"a@b.example","role":"viewer","id":"mem_1"      | id read_only
            "email":"a@b.example","role":"viewer","status":"active" | status read_only
            "email":"a@b.example","role":"viewer","mfa":true        | mfa read_only
            "email":"a@b.example","role":"viewer","last_login_at":1 | last_login_at read_only
            "email":"a@b.example","role":"viewer","last_login_ip":1 | last_login_ip read_only
            "email":"a@b.example","role":"viewer","created_at":1    | created_at read_only
            "email":"a@b.example","role":"viewer","invite_url":"x"  | invite_url read_only
            "email":"a@b.example","role":"viewer","password":"x"    | password unknown_field
            "email":1,"name":2,"role":3,"x":4                       | email wrong_type, name wrong_type, role wrong_type, x unknown_field
            """)
    void what_cannot_be_of_an_invitation_is_said_of_each_field(String fields, String faults) {
        Reply reply = invite(fields);

        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
        assertThat(reply.code()).isEqualTo("validation_failed");
        assertThat(reply.faults()).isEqualTo(faults);
    }

    @Test
    void names_and_addresses_have_a_longest() {
        String role = ",\"role\":\"viewer\"";
        String longest = "a".repeat(64) + "@" + "b".repeat(63) + "." + "c".repeat(63) + "." + "d".repeat(61);

        assertThat(longest).hasSize(254);
        assertThat(invite("\"email\":\"" + longest + "\"" + role).status()).isEqualTo(201);
        assertThat(invite("\"email\":\"" + longest + "d\"" + role).faults()).isEqualTo("email too_long");
        assertThat(invite("\"email\":\"" + email() + "\",\"name\":\"" + "😀".repeat(200) + "\"" + role).status())
                .isEqualTo(201);
        assertThat(invite("\"email\":\"" + email() + "\",\"name\":\"" + "n".repeat(201) + "\"" + role).faults())
                .isEqualTo("name too_long");
    }

    @Test
    void an_address_that_another_member_has_is_taken_whatever_its_case_and_account() {
        String taken = email();
        Caller other = API.as(API.issue(API.openAccount("others@acme.example", "pro", false), Scope.ALL));
        invite("\"email\":\"" + taken + "\",\"role\":\"viewer\"");

        for (Caller caller : new Caller[]{CALLER, other}) {
            Reply reply = caller.post("/members", "{\"email\":\"" + taken.toUpperCase(Locale.ROOT)
                    + "\",\"role\":\"viewer\"}");
            assertThat(reply.status()).isEqualTo(409);
            assertThat(reply.code()).isEqualTo("email_taken");
        }
    }

    @Test
    void several_fields_change_together_and_what_is_left_out_stays() {
        String path = "/members/" + invite().at("/id");

        Reply both = CALLER.patch(path, "{\"name\":\"Grace\",\"role\":\"billing\"}");
        assertThat(both.status()).isEqualTo(200);
        assertThat(both.at("/name") + both.at("/role")).isEqualTo("Gracebilling");
        assertThat(both.header("ETag")).isEqualTo("\"v2\"");
        assertThat(CALLER.patch(path, "{}").body()).isEqualTo(both.body());
        assertThat(CALLER.patch(path, "{}").header("ETag")).isEqualTo("\"v2\"");
        assertThat(CALLER.patch(path, "{\"name\":null}").json().path("name").isNull()).isTrue();
        assertThat(CALLER.patch(path, "{\"name\":\"x\",\"role\":\"none\"}").faults()).isEqualTo("role not_allowed");
        assertThat(CALLER.get(path).json().path("name").isNull()).isTrue();
    }

    @Test
    void who_is_disabled_and_enabled_again_stands_as_before() {
        String path = "/members/" + invite().at("/id");

        assertThat(CALLER.patch(path, "{\"status\":\"active\"}").at("/status")).isEqualTo("invited");
        assertThat(CALLER.patch(path, "{\"status\":\"disabled\"}").at("/status")).isEqualTo("disabled");
        assertThat(CALLER.patch(path, "{\"status\":\"active\"}").at("/status")).isEqualTo("invited");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "status":"invited"                        | status not_allowed
            "status":"gone"                           | status not_allowed
            "status":null                             | status wrong_type
            "status":true                             | status wrong_type
            "role":null                               | role wrong_type
            "role":"root"                             | role not_allowed
            "name":""                                 | name empty
            "name":{}                                 | name wrong_type
            "email":"b@c.example"                     | email read_only
            "mfa":false                               | mfa read_only
            "id":"x","created_at":"x"                 | id read_only, created_at read_only
            "invite_url":null,"last_login_at":null    | invite_url read_only, last_login_at read_only
            "colour":1                                | colour unknown_field
            """)
    void what_cannot_be_of_a_change_is_said_of_each_field(String fields, String faults) {
        Reply reply = CALLER.patch("/members/" + invite().at("/id"), "{" + fields + "}");

        assertThat(reply.code()).as(reply.body()).isEqualTo("validation_failed");
        assertThat(reply.faults()).isEqualTo(faults);
    }

    @Test
    void versions_are_told_and_asked_for() {
        String path = "/members/" + invite().at("/id");

        assertThat(CALLER.get(path, "If-None-Match", "\"v1\"").status()).isEqualTo(304);
        assertThat(CALLER.patch(path, "{\"name\":\"x\"}", "If-Match", "\"v9\"").code())
                .isEqualTo("precondition_failed");
        assertThat(CALLER.delete(path, "If-Match", "\"v9\"").code()).isEqualTo("precondition_failed");
        assertThat(CALLER.patch(path, "{\"name\":\"x\"}", "If-Match", "\"v1\"").status()).isEqualTo(200);
        assertThat(CALLER.delete(path, "If-Match", "\"v2\"").status()).isEqualTo(204);
        assertThat(CALLER.get(path).code()).isEqualTo("member_not_found");
        assertThat(CALLER.delete(path).code()).isEqualTo("member_not_found");
    }

    @Test
    void members_are_listed_page_by_page_and_take_no_other_parameter() {
        Caller caller = API.as(API.issue(API.openAccount("listed@acme.example", "pro", false), Scope.ALL));
        String older = caller.post("/members", "{\"email\":\"" + email() + "\",\"role\":\"viewer\"}").at("/id");
        String newer = caller.post("/members", "{\"email\":\"" + email() + "\",\"role\":\"viewer\"}").at("/id");

        Reply first = caller.get("/members?limit=1");
        assertThat(first.at("/data/0/id")).isEqualTo(newer);
        Reply second = caller.get("/members?limit=1&cursor=" + first.at("/next_cursor"));
        assertThat(second.at("/data/0/id")).isEqualTo(older);
        assertThat(second.json().path("next_cursor").isNull()).isTrue();
        assertThat(caller.get("/members?role=owner").faults()).isEqualTo("query.role unknown_field");
        assertThat(caller.get("/members?limit=201").faults()).isEqualTo("query.limit out_of_range");
        assertThat(CALLER.get("/members?limit=1&cursor=" + first.at("/next_cursor")).faults())
                .isEqualTo("query.cursor bad_format");
        assertThat(caller.get("/members/" + newer + "?x=1").faults()).isEqualTo("query.x unknown_field");
        assertThat(caller.delete("/members/" + newer + "?x=1").faults()).isEqualTo("query.x unknown_field");
    }

    @Test
    void another_accounts_members_answer_like_missing_ones() {
        Caller stranger = API.as(API.issue(API.openAccount("stranger@acme.example", "pro", false), Scope.ALL));

        for (String id : new String[]{invite().at("/id"), "mem_01JD3Y7MISSING0000000000000", "x"}) {
            for (Reply reply : new Reply[]{stranger.get("/members/" + id), stranger.patch("/members/" + id, "{}"),
                stranger.patch("/members/" + id, "{}", "If-Match", "\"v9\""), stranger.delete("/members/" + id)}) {
                assertThat(reply.status()).isEqualTo(404);
                assertThat(reply.code()).isEqualTo("member_not_found");
                assertThat(reply.json().size()).isEqualTo(3);
            }
        }
        assertThat(stranger.get("/members").json().path("data").size()).isZero();
    }
}
