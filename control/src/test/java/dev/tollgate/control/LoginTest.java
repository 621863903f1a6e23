package dev.tollgate.control;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.login.ConsoleSession;
import dev.tollgate.domain.member.Invitation;
import dev.tollgate.domain.member.Member;
import dev.tollgate.domain.member.Role;
import dev.tollgate.domain.subuser.LastUse;
import dev.tollgate.domain.token.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// How members come in, how long they stay, and what a browser may do with their cookie (A§3).
class LoginTest {

    private static final String PASSWORD = "correct horse battery";
    private static final AtomicInteger MADE = new AtomicInteger();

    /// With a proxy in front, so that each source can be another one.
    private final TestApi api = new TestApi(new TestApi.Choices(
            CidrSet.of(List.of(Cidr.parse("127.0.0.1").orElseThrow())), Optional.empty(), UnaryOperator.identity(),
            LastUse.UNKNOWN));
    private final Caller nobody = api.as("");
    private final Account account = api.openAccount("login@acme.example", "pro", false);

    @AfterEach
    void stop() {
        api.close();
    }

    private static String body(String... namesAndValues) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            json.append(i == 0 ? "" : ",").append('"').append(namesAndValues[i]).append("\":\"")
                    .append(namesAndValues[i + 1]).append('"');
        }
        return json.append('}').toString();
    }

    private Reply invited(String role) {
        return api.as(api.issue(account, Scope.ALL)).post("/members",
                body("email", "ada" + MADE.incrementAndGet() + "@acme.example", "role", role));
    }

    private static String code(Reply invited) {
        return invited.at("/invite_url").split("#", 2)[1];
    }

    private Reply takeUp(Reply invited, String password) {
        return nobody.post("/auth/invite", body("code", code(invited), "password", password));
    }

    /// A member who took up an invitation.
    private Reply member(String role) {
        Reply invited = invited(role);
        assertThat(takeUp(invited, PASSWORD).status()).isEqualTo(201);
        return invited;
    }

    private Reply login(String email, String password, String... headers) {
        return nobody.post("/auth/login", body("email", email, "password", password), headers);
    }

    private static void failed(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("login_failed");
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"helodata\"");
        assertThat(reply.header("Set-Cookie")).isEmpty();
    }

    @Test
    void an_invitation_is_taken_up_with_a_password_and_signs_in() {
        Reply invited = invited("developer");

        Reply taken = takeUp(invited, PASSWORD);

        assertThat(taken.status()).isEqualTo(201);
        assertThat(taken.header("Location")).isEqualTo("/v1/members/" + invited.at("/id"));
        assertThat(taken.at("/member/status")).isEqualTo("active");
        assertThat(taken.at("/member/last_login_ip")).isEqualTo("127.0.0.1");
        assertThat(Browser.after(nobody, taken).get("/subusers").status()).isEqualTo(200);
        failed(takeUp(invited, "another password"));
        assertThat(login(invited.at("/email"), PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void an_invitation_lasts_72_hours() {
        Reply first = invited("viewer");
        Reply second = invited("viewer");

        api.clock.move(Invitation.VALID.minusMillis(1));
        assertThat(takeUp(first, PASSWORD).status()).isEqualTo(201);
        api.clock.move(Duration.ofMillis(1));
        failed(takeUp(second, PASSWORD));
        failed(login(second.at("/email"), PASSWORD));
    }

    @Test
    void a_member_signs_in_and_learns_who_it_is() {
        Reply member = member("developer");

        Reply reply = login(member.at("/email"), PASSWORD);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Set-Cookie")).matches("tg=[0-9A-Za-z]{64}; Path=/; HttpOnly; SameSite=Lax");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.at("/csrf_token")).matches("[0-9a-f]{64}");
        Browser browser = Browser.after(nobody, reply);
        assertThat(browser.get("/auth/session").body()).isEqualTo(reply.body());
        assertThat(api.caller().as(api.issue(account, Scope.READ)).get("/members/" + member.at("/id")).body())
                .isEqualTo(reply.json().path("member").toString());
    }

    @Test
    void the_address_is_read_in_any_case_and_the_password_is_not() {
        String email = member("viewer").at("/email");

        assertThat(login(email.toUpperCase(Locale.ROOT), PASSWORD).status()).isEqualTo(200);
        failed(login(email, PASSWORD.toUpperCase(Locale.ROOT)));
    }

    @Test
    void letters_that_look_the_same_are_the_same_in_a_password() {
        Reply invited = invited("viewer");
        takeUp(invited, "caf\u00e9 noir caf\u00e9");

        assertThat(login(invited.at("/email"), "cafe\u0301 noir cafe\u0301").status()).isEqualTo(200);
    }

    @Test
    void whatever_is_wrong_the_answer_is_the_same() {
        Reply member = member("viewer");
        Reply disabled = member("viewer");
        Reply removed = member("viewer");
        Caller owner = api.as(api.issue(account, Scope.ALL));
        owner.patch("/members/" + disabled.at("/id"), "{\"status\":\"disabled\"}");
        owner.delete("/members/" + removed.at("/id"));

        List<Reply> replies = List.of(login(member.at("/email"), "wrong password 1"),
                login("nobody@acme.example", PASSWORD), login("", ""), login("no address", "x"),
                login(invited("viewer").at("/email"), PASSWORD), login(disabled.at("/email"), PASSWORD),
                login(removed.at("/email"), PASSWORD));

        assertThat(replies).allSatisfy(LoginTest::failed);
        assertThat(replies).extracting(reply -> reply.body().replaceAll("req_\\w+", "")).containsOnly(
                replies.getFirst().body().replaceAll("req_\\w+", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                        | email required, password required
            {"email":1,"password":2,"code":3}         | email wrong_type, password wrong_type, code wrong_type
            {"email":null,"password":null,"code":null}| email wrong_type, password wrong_type, code wrong_type
            {"email":"a@b.c","password":"x","name":1} | name unknown_field
            """)
    void a_login_has_its_fields(String body, String faults) {
        Reply reply = nobody.post("/auth/login", body);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.faults()).isEqualTo(faults);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                | code required, password required
            {"code":1,"password":1}                           | code wrong_type, password wrong_type
            {"code":"x","password":"elevenchars"}             | password too_short
            {"code":"x","password":""}                        | password too_short
            {"code":"x","password":"tab\\tin the password"}   | password bad_format
            {"code":"x","password":"lone surrogate \\udc00"}  | password bad_format
            {"code":"x","password":"twelve chars","email":""} | email unknown_field
            """)
    void taking_up_an_invitation_has_its_fields(String body, String faults) {
        Reply reply = nobody.post("/auth/invite", body);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.faults()).isEqualTo(faults);
    }

    @Test
    void a_password_has_12_to_128_characters() {
        assertThat(takeUp(invited("viewer"), "😀".repeat(12)).status()).isEqualTo(201);
        assertThat(takeUp(invited("viewer"), "😀".repeat(128)).status()).isEqualTo(201);
        assertThat(takeUp(invited("viewer"), "😀".repeat(129)).faults()).isEqualTo("password too_long");
        assertThat(takeUp(invited("viewer"), "😀".repeat(11)).faults()).isEqualTo("password too_short");
    }

    @Test
    void a_source_that_failed_ten_times_in_ten_minutes_waits() {
        String email = member("viewer").at("/email");
        for (int i = 0; i < 9; i++) {
            failed(login(email, "wrong " + i));
            assertThat(login(email, PASSWORD).status()).as("a success in between").isEqualTo(200);
        }
        api.clock.move(Duration.ofMinutes(1));
        failed(login("nobody@acme.example", "wrong"));

        Reply late = login(email, PASSWORD);

        assertThat(late.status()).isEqualTo(429);
        assertThat(late.code()).isEqualTo("rate_limited");
        assertThat(late.header("Retry-After")).isEqualTo("540");
        assertThat(takeUp(invited("viewer"), PASSWORD).code()).as("no other way in").isEqualTo("rate_limited");
        assertThat(login(email, PASSWORD, "X-Forwarded-For", "203.0.113.7").status()).as("another source")
                .isEqualTo(200);
        api.clock.move(Duration.ofMinutes(9));
        assertThat(login(email, PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void a_network_of_ipv6_is_one_source() {
        for (int i = 0; i < 10; i++) {
            failed(login("nobody@acme.example", "wrong", "X-Forwarded-For", "2001:db8::" + i));
        }

        assertThat(login("nobody@acme.example", "wrong", "X-Forwarded-For", "2001:db8::ffff").code())
                .isEqualTo("rate_limited");
        failed(login("nobody@acme.example", "wrong", "X-Forwarded-For", "2001:db8:0:1::1"));
    }

    @Test
    void an_invitation_that_is_guessed_at_counts_as_a_failure() {
        for (int i = 0; i < 10; i++) {
            failed(nobody.post("/auth/invite", body("code", "guess", "password", PASSWORD)));
        }

        assertThat(nobody.post("/auth/invite", body("code", "guess", "password", PASSWORD)).code())
                .isEqualTo("rate_limited");
    }

    @Test
    void a_session_ends_after_half_an_hour_without_use() {
        Browser browser = api.signedIn(account, Role.VIEWER);

        for (int i = 0; i < 3; i++) {
            api.clock.move(ConsoleSession.IDLE.minusMillis(1));
            assertThat(browser.get("/users/me").status()).as("use %d", i).isEqualTo(200);
        }
        api.clock.move(ConsoleSession.IDLE);
        assertThat(browser.get("/users/me").code()).isEqualTo("missing_token");
        assertThat(browser.get("/auth/session").status()).isEqualTo(401);
    }

    @Test
    void a_session_ends_after_twelve_hours_however_it_is_used() {
        Browser browser = api.signedIn(account, Role.VIEWER);

        Duration step = Duration.ofMinutes(20);
        for (Duration used = step; used.compareTo(ConsoleSession.LONGEST) < 0; used = used.plus(step)) {
            api.clock.move(step);
            assertThat(browser.get("/users/me").status()).as("after %s", used).isEqualTo(200);
        }
        api.clock.move(step);
        assertThat(browser.get("/users/me").code()).isEqualTo("missing_token");
    }

    @Test
    void a_member_who_is_disabled_or_removed_is_signed_out_at_once() {
        Caller owner = api.as(api.issue(account, Scope.ALL));
        for (boolean removed : new boolean[]{false, true}) {
            Member member = api.join(account, Role.VIEWER);
            Browser browser = api.signedIn(member);
            assertThat(browser.get("/users/me").status()).isEqualTo(200);

            Reply done = removed
                    ? owner.delete("/members/" + member.id())
                    : owner.patch("/members/" + member.id(), "{\"status\":\"disabled\"}");

            assertThat(done.status()).isLessThan(300);
            assertThat(browser.get("/users/me").code()).isEqualTo("missing_token");
            owner.patch("/members/" + member.id(), "{\"status\":\"active\"}");
            assertThat(browser.get("/users/me").code()).as("the old session stays ended").isEqualTo("missing_token");
        }
    }

    @Test
    void logout_ends_the_session_and_takes_the_cookie_back() {
        Browser browser = api.signedIn(account, Role.VIEWER);

        Reply reply = browser.post("/auth/logout", "");

        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.header("Set-Cookie")).isEqualTo("tg=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
        assertThat(browser.get("/users/me").code()).isEqualTo("missing_token");
        assertThat(browser.post("/auth/logout", "").status()).as("again").isEqualTo(204);
        assertThat(nobody.post("/auth/logout", "").status()).as("without a session").isEqualTo(204);
        assertThat(nobody.post("/auth/logout", "{\"all\":true}").faults()).isEqualTo("all unknown_field");
    }

    @Test
    void logout_is_a_write() {
        Browser browser = api.signedIn(account, Role.VIEWER);

        assertThat(nobody.post("/auth/logout", "", "Cookie", browser.cookie()).code()).isEqualTo("csrf_failed");
        assertThat(browser.get("/users/me").status()).isEqualTo(200);
    }

    @Test
    void a_sign_in_gives_a_new_session_and_ends_the_one_the_browser_had() {
        String email = member("viewer").at("/email");
        Browser first = Browser.after(nobody, login(email, PASSWORD));
        Browser elsewhere = Browser.after(nobody, login(email, PASSWORD));

        Browser second = Browser.after(nobody, login(email, PASSWORD, "Cookie", first.cookie()));

        assertThat(second.cookie()).isNotEqualTo(first.cookie());
        assertThat(second.csrfToken()).isNotEqualTo(first.csrfToken());
        assertThat(second.get("/users/me").status()).isEqualTo(200);
        assertThat(first.get("/users/me").code()).isEqualTo("missing_token");
        assertThat(elsewhere.get("/users/me").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /subusers", "PATCH /subusers/none", "DELETE /subusers/none", "POST /members"})
    void a_write_by_cookie_needs_the_token_and_a_page_of_this_site(String write) {
        Browser browser = api.signedIn(account, Role.OWNER);
        String method = write.split(" ", 2)[0];
        String path = write.split(" ", 2)[1];
        String token = browser.csrfToken();
        String other = api.signedIn(account, Role.OWNER).csrfToken();
        String[][] wrong = {{}, {"Origin", browser.origin()}, {"X-CSRF-Token", token},
            {"Origin", browser.origin(), "X-CSRF-Token", ""}, {"Origin", browser.origin(), "X-CSRF-Token", other},
            {"Origin", browser.origin(), "X-CSRF-Token", token + "0"},
            {"Origin", "null", "X-CSRF-Token", token}, {"Origin", "https://evil.example", "X-CSRF-Token", token},
            {"Origin", browser.origin() + ".evil.example", "X-CSRF-Token", token},
            {"Origin", "http://127.0.0.1", "X-CSRF-Token", token},
            {"Origin", "http://localhost:" + api.port(), "X-CSRF-Token", token},
            {"Origin", browser.origin() + "/", "X-CSRF-Token", token}};

        for (String[] headers : wrong) {
            String[] all = new String[headers.length + 2];
            all[0] = "Cookie";
            all[1] = browser.cookie();
            System.arraycopy(headers, 0, all, 2, headers.length);
            Reply reply = nobody.send(method, path, new byte[0], all);
            assertThat(reply.status()).as(String.join(" ", headers)).isEqualTo(403);
            assertThat(reply.code()).as(String.join(" ", headers)).isEqualTo("csrf_failed");
        }
        assertThat(browser.send(method, path, "").code()).isIn("validation_failed", "subuser_not_found");
    }

    @Test
    void what_only_reads_needs_neither() {
        Browser browser = api.signedIn(account, Role.VIEWER);

        assertThat(nobody.get("/users/me", "Cookie", browser.cookie(), "Origin", "https://evil.example").status())
                .isEqualTo(200);
        assertThat(nobody.send("HEAD", "/users/me", new byte[0], "Cookie", browser.cookie()).status()).isEqualTo(200);
    }

    @Test
    void nobody_is_signed_in_or_out_by_a_page_of_another_site() {
        String email = member("viewer").at("/email");
        String foreign = "https://evil.example";

        assertThat(login(email, PASSWORD, "Origin", foreign).code()).isEqualTo("csrf_failed");
        assertThat(login(email, PASSWORD, "Origin", "null").code()).isEqualTo("csrf_failed");
        assertThat(nobody.post("/auth/logout", "", "Origin", foreign).code()).isEqualTo("csrf_failed");
        assertThat(nobody.post("/auth/invite", body("code", "x", "password", PASSWORD), "Origin", foreign).code())
                .isEqualTo("csrf_failed");
        assertThat(login(email, PASSWORD, "Origin", "http://127.0.0.1:" + api.port()).status()).isEqualTo(200);
    }

    @Test
    void a_token_goes_before_a_cookie() {
        Browser browser = api.signedIn(account, Role.OWNER);
        Account other = api.openAccount("token@acme.example", "pro", false);
        String reader = api.issue(other, Scope.READ);

        assertThat(browser.get("/users/me", "Authorization", "Bearer " + reader).at("/id"))
                .isEqualTo(other.id().value());
        assertThat(browser.post("/subusers", "{}", "Authorization", "Bearer " + reader).code())
                .isEqualTo("insufficient_scope");
        assertThat(browser.get("/users/me", "Authorization", "Bearer x").code()).isEqualTo("invalid_token");
        assertThat(nobody.post("/subusers", "{}", "Cookie", browser.cookie(), "Authorization",
                "Bearer " + api.issue(other, Scope.ALL)).code()).as("a token needs no CSRF token")
                .isEqualTo("validation_failed");
    }

    @Test
    void a_cookie_that_is_not_one_session_of_ours_is_none() {
        Browser browser = api.signedIn(account, Role.OWNER);
        String value = browser.cookie();

        for (String cookie : new String[]{"tg=", "tg=x", "TG" + value.substring(2), value + "; " + value,
            value + "; tg=x", "x" + value, value + "0", value.replace("tg=", "tg= "), "__Host-tg=x; " + value}) {
            assertThat(nobody.get("/users/me", "Cookie", cookie).code()).as(cookie).isEqualTo("missing_token");
        }
        assertThat(nobody.get("/users/me", "Cookie", "a=1; " + value + ";b=2").status()).isEqualTo(200);
    }

    @Test
    void a_session_is_only_for_members_and_a_token_is_told_so() {
        for (String path : new String[]{"/auth/session", "/users/me/security", "/users/me/security/mfa"}) {
            Reply reply = api.caller().get(path);

            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.code()).isEqualTo("insufficient_scope");
            assertThat(reply.at("/message")).isEqualTo("Only a member who is signed in may do this.");
            assertThat(nobody.get(path).code()).isEqualTo("missing_token");
        }
    }

    @Test
    void a_session_sees_production_unless_it_asks_for_the_sandbox() {
        Browser browser = api.signedIn(account, Role.OWNER);
        String sandbox = "X-Helodata-Environment";
        String subUser = "{\"label\":\"x\",\"products\":[\"residential\"]}";

        String live = browser.post("/subusers", subUser).at("/id");
        String test = browser.post("/subusers", subUser, sandbox, "test").at("/id");

        assertThat(browser.get("/subusers/" + live).status()).isEqualTo(200);
        assertThat(browser.get("/subusers/" + live, sandbox, "live").status()).isEqualTo(200);
        assertThat(browser.get("/subusers/" + live, sandbox, "test").status()).isEqualTo(404);
        assertThat(browser.get("/subusers/" + test, sandbox, "test").status()).isEqualTo(200);
        assertThat(browser.get("/subusers/" + test).status()).isEqualTo(404);
        assertThat(browser.get("/subusers", sandbox, "prod").faults())
                .isEqualTo("header.X-Helodata-Environment not_allowed");
    }

    @Test
    void the_last_login_is_shown_with_its_source() {
        Reply member = member("viewer");
        api.clock.move(Duration.ofMinutes(5));

        Browser browser = Browser.after(nobody,
                login(member.at("/email"), PASSWORD, "X-Forwarded-For", "203.0.113.9"));

        assertThat(browser.get("/users/me/security").body()).isEqualTo("{\"mfa\":{\"enabled\":false,"
                + "\"recovery_codes_left\":null},\"last_login_at\":\"2026-06-02T08:05:00Z\","
                + "\"last_login_ip\":\"203.0.113.9\"}");
    }

    @Test
    void over_tls_the_cookie_is_for_this_host_and_tls_alone() {
        String email = member("viewer").at("/email");
        String host = "Host: console.example\r\n";
        String plain = RawHttp.send(api.port(), "POST /v1/auth/login HTTP/1.1\r\n" + host
                + "Origin: https://console.example\r\nContent-Length: " + body("email", email, "password", PASSWORD)
                        .length()
                + "\r\nConnection: close\r\n\r\n" + body("email", email, "password", PASSWORD)).header("Set-Cookie");

        assertThat(plain).matches("__Host-tg=[0-9A-Za-z]{64}; Path=/; HttpOnly; SameSite=Lax; Secure");
        String cookie = "Cookie: " + plain.split(";", 2)[0] + "\r\nConnection: close\r\n\r\n";
        assertThat(RawHttp.send(api.port(), "GET /v1/users/me HTTP/1.1\r\n" + host + cookie).status()).isEqualTo(200);
        assertThat(RawHttp.send(api.port(), "GET /v1/users/me HTTP/1.1\r\n" + host + cookie.replace("__Host-tg", "tg"))
                .code()).as("the name without the promise").isEqualTo("missing_token");
    }

    @Test
    void a_page_without_tls_of_a_host_with_tls_is_another_site() {
        String email = member("viewer").at("/email");
        String body = body("email", email, "password", PASSWORD);

        assertThat(RawHttp.send(api.port(), "POST /v1/auth/login HTTP/1.1\r\nHost: console.example\r\n"
                + "Origin: http://console.example\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body).code()).isEqualTo("csrf_failed");
    }
}
