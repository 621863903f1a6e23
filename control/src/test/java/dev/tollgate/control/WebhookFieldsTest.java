package dev.tollgate.control;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.event.EventType;
import dev.tollgate.domain.token.Scope;
import dev.tollgate.domain.webhook.AttemptOutcome;
import dev.tollgate.domain.webhook.Delivery;
import dev.tollgate.domain.webhook.Delivery.State;
import dev.tollgate.domain.webhook.Post;
import dev.tollgate.domain.webhook.WebhookId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The operations of A§12 and each row of its table. What is sent, and whether it arrives, is `DeliveriesTest`'s.
class WebhookFieldsTest {

    private static final TestApi API = new TestApi();
    private static final String URL = "https://hooks.example.net/tg";
    private static final String GOOD = "{\"url\":\"" + URL + "\",\"events\":[\"subuser.disabled\"]}";

    private final Account account = API.openAccount("w" + System.nanoTime() + "@acme.example", "pro", false);
    private final Caller caller = API.as(API.issue(account, Scope.ALL));

    @AfterAll
    static void stop() {
        API.close();
    }

    private String made() {
        return caller.post("/webhooks", GOOD).at("/id");
    }

    private static String with(String field, String json) {
        return "url".equals(field)
                ? "{\"url\":" + json + ",\"events\":[\"*\"]}"
                : "{\"url\":\"" + URL + "\",\"events\":[\"*\"],\"" + field + "\":" + json + "}";
    }

    @Test
    void a_webhook_is_made_and_its_secret_is_shown_once() {
        Reply made = caller.post("/webhooks", GOOD);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo("/v1/webhooks/" + made.at("/id"));
        assertThat(made.at("/id")).matches("whk_[0-9A-Z]{26}");
        assertThat(made.at("/signing_secret")).matches("whsec_[0-9A-Za-z]{43}");
        assertThat(made.at("/enabled")).isEqualTo("true");
        assertThat(made.at("/description")).isEmpty();
        assertThat(made.json().at("/events").toString()).isEqualTo("[\"subuser.disabled\"]");

        Reply read = caller.get("/webhooks/" + made.at("/id"));
        assertThat(read.json().has("signing_secret")).isFalse();
        assertThat(caller.get("/webhooks").json().at("/data/0")).isEqualTo(read.json());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "url         | null                          | url wrong_type",
        "url         | 7                             | url wrong_type",
        "url         | ''                            | url empty",
        "url         | 'hooks.example.net'           | url bad_format",
        "url         | 'ftp://hooks.example.net/'    | url bad_format",
        "url         | 'https://'                    | url bad_format",
        "url         | 'https:///tg'                 | url bad_format",
        "url         | 'https://me@example.net/'     | url bad_format",
        "url         | 'https://me:pw@example.net/'  | url bad_format",
        "url         | 'https://example.net/#there'  | url bad_format",
        "url         | 'https://example.net:0/'      | url bad_format",
        "url         | 'https://example.net:65536/'  | url bad_format",
        "url         | 'https://exa mple.net/'       | url bad_format",
        "url         | 'https://example.net/a b'     | url bad_format",
        "url         | 'https://example.net/%zz'     | url bad_format",
        "url         | 'https://example.net/ü'       | url bad_format",
        "url         | 'https://2130706433/'         | url bad_format",
        "url         | 'http://hooks.example.net/'   | url not_allowed",
        "url         | 'https://127.0.0.1/'          | url not_allowed",
        "url         | 'https://[::1]/'              | url not_allowed",
        "url         | 'https://[::ffff:10.0.0.1]/'  | url not_allowed",
        "url         | 'https://10.0.0.1/'           | url not_allowed",
        "url         | 'https://169.254.169.254/'    | url not_allowed",
        "url         | 'https://localhost/'          | url not_allowed",
        "url         | 'https://intranet/'           | url not_allowed",
        "url         | 'https://db.internal/'        | url not_allowed",
        "events      | null                          | events wrong_type",
        "events      | '*'                           | events wrong_type",
        "events      | []                            | events empty",
        "events      | [7]                           | events[0] wrong_type",
        "events      | ['subuser.exploded']          | events[0] not_allowed",
        "events      | ['webhook.test']              | events[0] not_allowed",
        "events      | ['kyc.updated','kyc.updated'] | events[1] duplicate",
        "events      | ['*','kyc.updated']           | events[0] not_allowed",
        "events      | ['exit.ejected']              | events[0] not_allowed",
        "enabled     | 'yes'                         | enabled wrong_type",
        "enabled     | 1                             | enabled wrong_type",
        "description | null                          | description wrong_type",
        "description | 7                             | description wrong_type",
        "description | 'a\\nb'                       | description bad_format",
        "id          | 'whk_1'                       | id read_only",
        "signing_secret | 'whsec_1'                  | signing_secret read_only",
        "disabled_reason | null                      | disabled_reason read_only",
        "colour      | 'red'                         | colour unknown_field"})
    void each_bad_value_is_named_in_creation_and_change(String field, String given, String fault) {
        String json = given.replace('\'', '"');
        String body = "events".equals(field)
                ? "{\"url\":\"" + URL + "\",\"events\":" + json + "}"
                : with(field, json);

        Reply creation = caller.post("/webhooks", body);
        assertThat(creation.status()).isEqualTo(422);
        assertThat(creation.code()).isEqualTo("validation_failed");
        assertThat(creation.faults()).isEqualTo(fault);

        Reply change = caller.patch("/webhooks/" + made(), "{\"" + field + "\":" + json + "}");
        assertThat(change.faults()).isEqualTo(fault);
    }

    @Test
    void url_and_events_are_required() {
        assertThat(caller.post("/webhooks", "{}").faults()).isEqualTo("url required, events required");
    }

    @Test
    void the_longest_values_are_taken_and_longer_ones_are_not() {
        String longest = URL + "/" + "x".repeat(500 - URL.length() - 1);

        assertThat(caller.post("/webhooks", with("url", '"' + longest + '"')).status()).isEqualTo(201);
        assertThat(caller.post("/webhooks", with("url", '"' + longest + "x\"")).faults()).isEqualTo("url too_long");
        assertThat(caller.post("/webhooks", with("description", '"' + "é".repeat(200) + '"')).status())
                .isEqualTo(201);
        assertThat(caller.post("/webhooks", with("description", '"' + "é".repeat(201) + '"')).faults())
                .isEqualTo("description too_long");
        assertThat(caller.post("/webhooks", "{\"url\":\"" + URL + "\",\"events\":["
                + "\"kyc.updated\",".repeat(50) + "\"kyc.updated\"]}").faults()).isEqualTo("events out_of_range");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://hooks.example.net", "HTTPS://Hooks.Example.NET/",
        "https://93.184.215.14:8443/x?y=%20z",
        "https://[2606:2800:21f:cb07::1]/", "https://10.1.2.3/", "http://10.1.2.3:8080/in"})
    void what_the_rules_allow_is_taken_as_it_was_given(String url) {
        Reply made = caller.post("/webhooks", with("url", '"' + url + '"'));

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.at("/url")).isEqualTo(url);
    }

    @Test
    void every_event_of_the_list_may_be_wanted_and_some_by_the_operator_alone() {
        List<EventType> open = Arrays.stream(EventType.values()).filter(type -> !type.operatorOnly()).toList();
        List<EventType> operators = Arrays.stream(EventType.values()).filter(EventType::operatorOnly).toList();

        assertThat(caller.post("/webhooks", wanting(open)).status()).isEqualTo(201);
        assertThat(caller.post("/webhooks", wanting(operators)).faults().split(", ")).hasSize(operators.size());
        assertThat(API.caller().post("/webhooks", wanting(operators)).status()).isEqualTo(201);
    }

    private static String wanting(List<EventType> types) {
        return "{\"url\":\"" + URL + "\",\"events\":["
                + types.stream().map(type -> '"' + type.word() + '"').collect(Collectors.joining(",")) + "]}";
    }

    @Test
    void an_account_has_twenty_at_most() {
        for (int i = 0; i < 20; i++) {
            assertThat(caller.post("/webhooks", GOOD).status()).isEqualTo(201);
        }

        Reply oneMore = caller.post("/webhooks", GOOD);

        assertThat(oneMore.status()).isEqualTo(422);
        assertThat(oneMore.code()).isEqualTo("too_many");
        assertThat(caller.delete("/webhooks/" + caller.get("/webhooks").at("/data/0/id")).status()).isEqualTo(204);
        assertThat(caller.post("/webhooks", GOOD).status()).isEqualTo(201);
    }

    @Test
    void a_change_changes_what_it_names() {
        String path = "/webhooks/" + made();

        Reply changed = caller.patch(path, "{\"enabled\":false,\"description\":\"later\"}");

        assertThat(changed.at("/enabled")).isEqualTo("false");
        assertThat(changed.at("/description")).isEqualTo("later");
        assertThat(changed.at("/url")).isEqualTo(URL);
        assertThat(changed.header("ETag")).isEqualTo("\"v2\"");
        assertThat(caller.patch(path, "{}").header("ETag")).isEqualTo("\"v2\"");
        assertThat(caller.patch(path, "{\"enabled\":null}").at("/enabled")).isEqualTo("true");
    }

    @Test
    void another_version_forbids_change_and_deletion() {
        String path = "/webhooks/" + made();

        assertThat(caller.patch(path, "{\"enabled\":false}", "If-Match", "\"v2\"").code())
                .isEqualTo("precondition_failed");
        assertThat(caller.delete(path, "If-Match", "\"v2\"").status()).isEqualTo(412);
        assertThat(caller.get(path, "If-None-Match", "\"v1\"").status()).isEqualTo(304);
        assertThat(caller.delete(path, "If-Match", "\"v1\"").status()).isEqualTo(204);
        assertThat(caller.get(path).code()).isEqualTo("webhook_not_found");
    }

    @Test
    void another_accounts_webhook_is_not_there() {
        String path = "/webhooks/" + made();
        Caller stranger = API.as(API.issue(API.openAccount("s" + System.nanoTime() + "@x.example", "pro", false),
                Scope.ALL));
        Caller sandbox = API.as(API.issue(account, TokenChanges.sandbox(), Scope.ALL));

        for (Caller other : List.of(stranger, sandbox)) {
            assertThat(other.get(path).code()).isEqualTo("webhook_not_found");
            assertThat(other.patch(path, "{}").code()).isEqualTo("webhook_not_found");
            assertThat(other.delete(path).code()).isEqualTo("webhook_not_found");
            assertThat(other.post(path + "/test", "").code()).isEqualTo("webhook_not_found");
            assertThat(other.post(path + "/rotate-secret", "").code()).isEqualTo("webhook_not_found");
            assertThat(other.get(path + "/deliveries").code()).isEqualTo("webhook_not_found");
            assertThat(other.get("/webhooks").json().path("data").size()).isZero();
        }
    }

    @Test
    void a_new_secret_is_shown_once_and_the_old_one_signs_along() {
        Reply made = caller.post("/webhooks", GOOD);
        String path = "/webhooks/" + made.at("/id");

        Reply rotated = caller.post(path + "/rotate-secret", "");

        assertThat(rotated.at("/signing_secret")).matches("whsec_[0-9A-Za-z]{43}")
                .isNotEqualTo(made.at("/signing_secret"));
        assertThat(rotated.at("/rotation/rotated_at")).isEqualTo("2026-06-02T08:00:00Z");
        assertThat(rotated.at("/rotation/old_valid_until")).isEqualTo("2026-06-03T08:00:00Z");
        caller.post(path + "/test", "");
        assertThat(API.receivers.sent().getLast().secrets().newestFirst()).hasSize(2)
                .extracting(secret -> secret.reveal())
                .containsExactly(rotated.at("/signing_secret"), made.at("/signing_secret"));
        assertThat(caller.post(path + "/rotate-secret", "{\"x\":1}").faults()).isEqualTo("x unknown_field");
    }

    @Test
    void a_test_is_sent_at_once_and_answered_with_what_came_of_it() {
        String id = made();

        Reply outcome = caller.post("/webhooks/" + id + "/test", "");

        assertThat(outcome.body()).isEqualTo("{\"ok\":true,\"status\":200,\"ms\":12,\"error\":null}");
        Post sent = API.receivers.sent().getLast();
        assertThat(sent.url()).isEqualTo(URL);
        assertThat(sent.type()).isEqualTo("webhook.test");
        assertThat(sent.body()).startsWith("{\"created_at\":\"2026-06-02T08:00:00Z\",\"data\":{\"by\":\"tok_")
                .endsWith("\"webhook\":\"" + id + "\"},\"environment\":\"live\",\"id\":"
                        + sent.body().substring(sent.body().indexOf("\"evt_")));
        assertThat(caller.post("/webhooks/" + id + "/test", "{\"x\":1}").faults()).isEqualTo("x unknown_field");
    }

    @Test
    void a_test_that_fails_says_why() {
        API.receivers.answer(AttemptOutcome.failed("No answer within 10 s.", Duration.ofSeconds(10)));

        Reply outcome = caller.post("/webhooks/" + made() + "/test", "");

        assertThat(outcome.status()).isEqualTo(200);
        assertThat(outcome.body()).isEqualTo(
                "{\"ok\":false,\"status\":null,\"ms\":10000,\"error\":\"No answer within 10 s.\"}");
        API.receivers.answer(AttemptOutcome.answered(200, Duration.ofMillis(12)));
    }

    @Test
    void deliveries_are_shown_newest_first_in_pages() {
        String id = made();
        for (int i = 1; i <= 3; i++) {
            API.webhooks.add(new WebhookId(id), new Delivery("evt_" + i, "kyc.updated", State.PENDING, 1,
                    Optional.of(TestApi.START.plusSeconds(300)), Optional.of(TestApi.START),
                    Optional.of(AttemptOutcome.answered(503, Duration.ofMillis(7))), TestApi.START));
        }

        Reply first = caller.get("/webhooks/" + id + "/deliveries?limit=2");
        Reply last = caller.get("/webhooks/" + id + "/deliveries?limit=2&cursor=" + first.at("/next_cursor"));

        assertThat(first.json().at("/data/0").toString()).isEqualTo("""
                {"event":"evt_3","type":"kyc.updated","state":"pending","attempts":1,"status":503,\
                "error":"The receiver answered 503.","ms":7,"last_attempt_at":"2026-06-02T08:00:00Z",\
                "next_attempt_at":"2026-06-02T08:05:00Z","created_at":"2026-06-02T08:00:00Z"}""");
        assertThat(last.json().at("/data").size()).isEqualTo(1);
        assertThat(last.at("/data/0/event")).isEqualTo("evt_1");
        assertThat(last.json().at("/next_cursor").isNull()).isTrue();
    }
}
