package dev.tollgate.control;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The check of all other tests against the description notices what is wrong.
class DescriptionTest {

    private static final HttpRequest REQUEST = HttpRequest.newBuilder(URI.create("http://127.0.0.1/"))
            .header("Authorization", "Bearer x").build();

    private static Reply answer(int status, String body) {
        return new Reply(status, HttpHeaders.of(Map.of("Content-Type", List.of("application/json")), (n, v) -> true),
                body);
    }

    @Test
    void an_answer_with_a_field_too_many_is_noticed() {
        Reply wrong = answer(200,
                "{\"status\":\"ok\",\"version\":\"1\",\"time\":\"2026-06-02T08:00:00Z\",\"tenants\":3}");

        assertThatThrownBy(() -> Description.check("GET", "/v1/status", "", REQUEST, wrong))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void an_error_with_a_code_that_is_not_listed_is_noticed() {
        Reply wrong = answer(404, "{\"code\":\"gone_fishing\",\"message\":\"x\",\"request_id\":\"req_1\"}");

        assertThatThrownBy(() -> Description.check("GET", "/v1/subusers/x", "", REQUEST, wrong))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void a_null_where_none_may_be_is_noticed() {
        Reply wrong = answer(200, "{\"status\":\"ok\",\"version\":null,\"time\":\"2026-06-02T08:00:00Z\"}");

        assertThatThrownBy(() -> Description.check("GET", "/v1/status", "", REQUEST, wrong))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void a_request_that_was_accepted_but_is_not_described_is_noticed() {
        Reply right = answer(200, "{\"id\":\"sub_1\",\"name\":\"s\",\"password\":\"" + "x".repeat(32)
                + "\",\"old_valid_until\":\"2026-06-02T08:00:00Z\"}");

        assertThatThrownBy(() -> Description.check("POST", "/v1/subusers/x/rotate-password", "{\"force\":true}",
                REQUEST, right)).isInstanceOf(AssertionError.class);
    }
}
