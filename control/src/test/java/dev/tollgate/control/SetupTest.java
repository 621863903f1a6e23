package dev.tollgate.control;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The first run (A§3).
class SetupTest {

    private static final String PASSWORD = "correct horse battery";

    private final TestApi api = new TestApi();
    private final Caller nobody = api.as("");
    private final String code = api.offerSetup();

    @AfterEach
    void stop() {
        api.close();
    }

    private Reply setUp(String with, String email, String... headers) {
        return nobody.post("/setup", "{\"setup_code\":\"" + with + "\",\"email\":\"" + email + "\",\"password\":\""
                + PASSWORD + "\"}", headers);
    }

    @Test
    void the_code_makes_the_first_owner_of_the_operators_account_and_signs_in() {
        assertThat(code).matches("([2-9a-hjkmnp-z]{5}-){3}[2-9a-hjkmnp-z]{5}");

        Reply reply = setUp(code, "ops@acme.example");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.header("Location")).isEqualTo("/v1/members/" + reply.at("/member/id"));
        assertThat(reply.at("/member/role")).isEqualTo("owner");
        assertThat(reply.at("/member/status")).isEqualTo("active");
        Browser owner = Browser.after(nobody, reply);
        assertThat(owner.get("/users/me").at("/id")).isEqualTo(api.account.id().value());
        assertThat(owner.post("/subusers", "{\"label\":\"x\",\"products\":[\"residential\"]}").status())
                .isEqualTo(201);
        assertThat(nobody.post("/auth/login", "{\"email\":\"ops@acme.example\",\"password\":\"" + PASSWORD + "\"}")
                .status()).isEqualTo(200);
    }

    @Test
    void the_code_is_typed_by_a_person() {
        assertThat(setUp(code.replace("-", " ").toUpperCase(Locale.ROOT), "ops@acme.example").status())
                .isEqualTo(201);
    }

    @Test
    void afterwards_there_is_no_such_route() {
        setUp(code, "ops@acme.example");

        for (Reply reply : new Reply[]{setUp(code, "second@acme.example"), setUp("wrong", "second@acme.example"),
            nobody.post("/setup", "{}"), nobody.post("/setup", "{\"x\":1}"), api.caller().post("/setup", "{}")}) {
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.code()).isEqualTo("not_found");
        }
    }

    @Test
    void a_wrong_code_fails_like_a_sign_in_and_is_not_guessed_at_for_long() {
        for (int i = 0; i < 10; i++) {
            Reply reply = setUp("wrong-" + i, "ops@acme.example");
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.code()).isEqualTo("login_failed");
        }
        assertThat(setUp(code, "ops@acme.example").code()).isEqualTo("rate_limited");
    }

    @Test
    void an_address_that_an_invited_member_has_is_taken_and_the_code_stays_good() {
        api.caller().post("/members", "{\"email\":\"ops@acme.example\",\"role\":\"viewer\"}");

        assertThat(setUp(code, "Ops@acme.example").code()).isEqualTo("email_taken");
        assertThat(setUp(code, "other@acme.example").status()).isEqualTo(201);
    }

    @Test
    void a_page_of_another_site_sets_nothing_up() {
        assertThat(setUp(code, "ops@acme.example", "Origin", "https://evil.example").code())
                .isEqualTo("csrf_failed");
        assertThat(setUp(code, "ops@acme.example").status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                      | setup_code required, email required, password required
            {"setup_code":1,"email":1,"password":1}                                 | setup_code wrong_type, email wrong_type, password wrong_type
            {"setup_code":"x","email":"","password":"twelve chars"}                 | email empty
            {"setup_code":"x","email":"nobody","password":"twelve chars"}           | email bad_format
            {"setup_code":"x","email":"a@b.example","password":"elevenchars"}       | password too_short
            {"setup_code":"x","email":"a@b.example","password":"twelve\\tchars"}    | password bad_format
            {"setup_code":"x","email":"a@b.example","password":"twelve chars","x":1}| x unknown_field
            """)
    void what_cannot_be_is_said_of_each_field(String body, String faults) {
        Reply reply = nobody.post("/setup", body);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.faults()).isEqualTo(faults);
    }
}
