package dev.tollgate.control;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.token.Scope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Lists: order, filters, pages and their cursors (A§1.2).
class ListTest {

    private static final TestApi API = new TestApi();
    private static final Account ACCOUNT = API.openAccount("list@acme.example", "pro", false);
    private static final Caller CALLER = API.as(API.issue(ACCOUNT, Scope.ALL));

    @BeforeAll
    static void make_some() {
        for (int i = 0; i < 5; i++) {
            CALLER.post("/subusers", "{\"label\":\"s-" + i + "\",\"products\":[\"" + (i % 2 == 0
                    ? "residential"
                    : "isp")
                    + "\"],\"status\":\"" + (i == 4 ? "disabled" : "active") + "\"}");
        }
    }

    @AfterAll
    static void stop() {
        API.close();
    }

    private static List<String> labels(Reply reply) {
        List<String> labels = new ArrayList<>();
        reply.json().path("data").forEach(one -> labels.add(one.path("label").stringValue()));
        return labels;
    }

    @Test
    void the_newest_comes_first() {
        assertThat(labels(CALLER.get("/subusers"))).containsExactly("s-4", "s-3", "s-2", "s-1", "s-0");
    }

    @Test
    void pages_follow_each_other_to_the_last_while_newer_ones_arrive() {
        Reply first = CALLER.get("/subusers?limit=2&product=residential");
        CALLER.post("/subusers", "{\"label\":\"later\",\"products\":[\"residential\"]}");
        Reply second = CALLER.get("/subusers?limit=2&product=residential&cursor=" + first.at("/next_cursor"));
        CALLER.delete("/subusers/" + CALLER.get("/subusers?label_contains=later").at("/data/0/id"));

        assertThat(labels(first)).containsExactly("s-4", "s-2");
        assertThat(labels(second)).containsExactly("s-0");
        assertThat(second.json().path("next_cursor").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"product=isp, 2", "status=disabled, 1", "label_contains=s-, 5", "label_contains=-3, 1", "q=s-1, 1",
        "q=%25, 0", "name=s0, 0", "product=residential&status=disabled, 1", "label_contains=S, 0"})
    void filters_narrow_the_list(String query, int found) {
        assertThat(CALLER.get("/subusers?" + query).json().path("data").size()).isEqualTo(found);
    }

    @Test
    void the_name_finds_one() {
        Reply one = CALLER.get("/subusers?label_contains=s-2");
        String name = one.at("/data/0/name");

        assertThat(labels(CALLER.get("/subusers?name=" + name))).containsExactly("s-2");
        assertThat(labels(CALLER.get("/subusers?q=" + name.substring(2)))).containsExactly("s-2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            limit=0                    | query.limit out_of_range
            limit=201                  | query.limit out_of_range
            limit=-5                   | query.limit out_of_range
            limit=99999999999999999999 | query.limit out_of_range
            limit=ten                  | query.limit bad_format
            limit=1.0                  | query.limit bad_format
            limit=                     | query.limit bad_format
            limit=1&limit=2            | query.limit duplicate
            product=dc                 | query.product not_allowed
            product=                   | query.product not_allowed
            status=Active              | query.status not_allowed
            cursor=x                   | query.cursor bad_format
            cursor=                    | query.cursor bad_format
            q=%00                      | query.q bad_format
            colour=red                 | query.colour unknown_field
            %ff=1&a%20b                | query.\uFFFD unknown_field, query.a b unknown_field
            colour=red&limit=0&status= | query.colour unknown_field, query.status not_allowed, query.limit out_of_range
            """)
    void bad_parameters_are_named(String query, String faults) {
        Reply reply = CALLER.get("/subusers?" + query);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.code()).isEqualTo("validation_failed");
        assertThat(reply.faults()).isEqualTo(faults);
    }

    @Test
    void parameters_are_judged_where_there_are_none_to_give() {
        assertThat(CALLER.get("/users/me?x=1").faults()).isEqualTo("query.x unknown_field");
        assertThat(CALLER.get("/tokens/verify?x=1").faults()).isEqualTo("query.x unknown_field");
        assertThat(CALLER.get("/status?x=1").faults()).isEqualTo("query.x unknown_field");
        assertThat(CALLER.post("/subusers?x=1", "{\"label\":\"A\"}").faults())
                .isEqualTo("query.x unknown_field, label bad_format, products required");
    }

    @Test
    void a_cursor_is_bound_to_its_account_its_list_and_its_filters() {
        String cursor = CALLER.get("/subusers?limit=1").at("/next_cursor");
        String other = API.issue(API.openAccount("other@acme.example", "pro", false), Scope.ALL);
        String sandbox = API.issue(ACCOUNT, TokenChanges.sandbox(), Scope.ALL);

        assertThat(CALLER.get("/subusers?limit=3&cursor=" + cursor).status()).isEqualTo(200);
        assertThat(API.as(other).get("/subusers?cursor=" + cursor).faults()).isEqualTo("query.cursor bad_format");
        assertThat(API.as(sandbox).get("/subusers?cursor=" + cursor).faults()).isEqualTo("query.cursor bad_format");
        assertThat(CALLER.get("/subusers?status=active&cursor=" + cursor).faults())
                .isEqualTo("query.cursor bad_format");
        assertThat(CALLER.get("/whitelists?cursor=" + cursor).faults()).isEqualTo("query.cursor bad_format");
    }

    @Test
    void an_altered_cursor_is_refused() {
        String cursor = CALLER.get("/subusers?limit=1").at("/next_cursor");

        for (int i = 0; i < cursor.length(); i += 5) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            String altered = cursor.substring(0, i) + other + cursor.substring(i + 1);
            assertThat(CALLER.get("/subusers?cursor=" + altered).faults()).isEqualTo("query.cursor bad_format");
        }
        assertThat(CALLER.get("/subusers?cursor=" + cursor + "A").faults()).isEqualTo("query.cursor bad_format");
    }
}
