package dev.tollgate.control;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.login.Totp;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.token.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Second factors (A§3, RFC 6238).
class SecondFactorTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String MFA = "/users/me/security/mfa";

    private final TestApi api = new TestApi();
    private final Caller nobody = api.as("");
    private final Account account = api.openAccount("mfa@acme.example", "pro", false);
    private final Browser browser;

    SecondFactorTest() {
        String code = api.as(api.issue(account, Scope.ALL))
                .post("/members", "{\"email\":\"ada@acme.example\",\"role\":\"viewer\"}").at("/invite_url")
                .split("#", 2)[1];
        browser = Browser.after(nobody, nobody.post("/auth/invite",
                "{\"code\":\"" + code + "\",\"password\":\"" + PASSWORD + "\"}"));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private static String json(String code) {
        return "{\"code\":\"" + code + "\"}";
    }

    /// The code that the member's device shows now, some steps ahead.
    private String code(Totp device, int ahead) {
        return device.code(Totp.step(api.clock.instant()) + ahead);
    }

    private void wait(Duration time) {
        api.clock.move(time);
    }

    private record Factor(Totp device, List<String> recoveryCodes) {}

    private Factor switchedOn() {
        Totp device = new Totp(new Secret(browser.post(MFA, "{}").at("/secret")));
        Reply on = browser.post(MFA, json(code(device, 0)));
        assertThat(on.status()).as(on.body()).isEqualTo(200);
        List<String> codes = new ArrayList<>();
        on.json().path("recovery_codes").forEach(one -> codes.add(one.stringValue()));
        wait(Totp.STEP);
        return new Factor(device, codes);
    }

    private Reply login(String code) {
        return nobody.post("/auth/login", "{\"email\":\"ada@acme.example\",\"password\":\"" + PASSWORD
                + "\",\"code\":\"" + code + "\"}");
    }

    private Reply loginWithoutCode() {
        return nobody.post("/auth/login",
                "{\"email\":\"ada@acme.example\",\"password\":\"" + PASSWORD + "\"}");
    }

    @Test
    void a_key_is_proposed_for_an_app() {
        Reply reply = browser.post(MFA, "{}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("/secret")).matches("[A-Z2-7]{32}");
        assertThat(reply.at("/otpauth_url")).isEqualTo("otpauth://totp/Tollgate:ada%40acme.example?secret="
                + reply.at("/secret") + "&issuer=Tollgate&algorithm=SHA1&digits=6&period=30");
        assertThat(browser.post(MFA, "").at("/secret")).as("another one each time").isNotEqualTo(reply.at("/secret"));
        assertThat(browser.get(MFA).body()).isEqualTo("{\"enabled\":false,\"recovery_codes_left\":null}");
        assertThat(loginWithoutCode().status()).as("nothing is asked for yet").isEqualTo(200);
    }

    @Test
    void the_first_code_puts_it_in_force_and_shows_ten_recovery_codes() {
        Factor factor = switchedOn();

        assertThat(factor.recoveryCodes()).hasSize(10)
                .allSatisfy(code -> assertThat(code).matches("[2-9a-hjkmnp-z]{5}-[2-9a-hjkmnp-z]{5}"));
        assertThat(Set.copyOf(factor.recoveryCodes())).hasSize(10);
        assertThat(browser.get(MFA).body()).isEqualTo("{\"enabled\":true,\"recovery_codes_left\":10}");
        assertThat(browser.get("/auth/session").json().at("/member/mfa").booleanValue()).isTrue();
    }

    @Test
    void only_the_code_of_the_key_that_was_proposed_last_puts_one_in_force() {
        Totp first = new Totp(new Secret(browser.post(MFA, "{}").at("/secret")));
        Totp second = new Totp(new Secret(browser.post(MFA, "{}").at("/secret")));

        assertThat(browser.post(MFA, json(code(first, 0))).code()).isEqualTo("code_wrong");
        assertThat(browser.post(MFA, json("000000")).status()).isEqualTo(422);
        assertThat(browser.get(MFA).at("/enabled")).isEqualTo("false");
        assertThat(browser.post(MFA, json(code(second, 0))).status()).isEqualTo(200);
    }

    @Test
    void without_a_proposed_key_every_code_is_wrong() {
        assertThat(browser.post(MFA, json("123456")).code()).isEqualTo("code_wrong");
        assertThat(browser.delete(MFA, json("123456")).code()).isEqualTo("code_wrong");
    }

    @Test
    void a_second_factor_that_is_on_is_replaced_by_none() {
        Factor factor = switchedOn();

        Reply proposed = browser.post(MFA, "{}");
        assertThat(proposed.status()).isEqualTo(422);
        assertThat(proposed.faults()).isEqualTo("mfa duplicate");
        assertThat(browser.post(MFA, json(code(factor.device(), 0))).code()).isEqualTo("code_wrong");
        assertThat(login(code(factor.device(), 0)).status()).isEqualTo(200);
    }

    @Test
    void from_then_on_a_sign_in_needs_a_code() {
        Factor factor = switchedOn();

        Reply without = loginWithoutCode();
        assertThat(without.status()).isEqualTo(401);
        assertThat(without.code()).isEqualTo("mfa_required");
        assertThat(without.header("Set-Cookie")).isEmpty();
        assertThat(login("000000").code()).isEqualTo("login_failed");
        assertThat(login("").code()).isEqualTo("login_failed");
        assertThat(nobody.post("/auth/login",
                "{\"email\":\"ada@acme.example\",\"password\":\"wrong password\",\"code\":\""
                        + code(factor.device(), 0) + "\"}").code()).isEqualTo("login_failed");
        assertThat(login(code(factor.device(), 0)).status()).as("a wrong password uses no code up").isEqualTo(200);
    }

    @Test
    void nobody_learns_without_the_password_whether_a_second_factor_is_on() {
        switchedOn();

        assertThat(nobody.post("/auth/login", "{\"email\":\"ada@acme.example\",\"password\":\"wrong password\"}")
                .code())
                .isEqualTo("login_failed");
    }

    @Test
    void a_code_is_good_once() {
        Factor factor = switchedOn();

        assertThat(login(code(factor.device(), -1)).code()).as("the code that put it in force").isEqualTo(
                "login_failed");
        String code = code(factor.device(), 0);
        assertThat(login(code).status()).isEqualTo(200);
        assertThat(login(code).code()).isEqualTo("login_failed");
        assertThat(browser.delete(MFA, json(code)).code()).isEqualTo("code_wrong");
        wait(Totp.STEP);
        assertThat(login(code).code()).isEqualTo("login_failed");
        assertThat(login(code(factor.device(), 0)).status()).isEqualTo(200);
    }

    @Test
    void a_device_may_be_a_step_ahead_or_behind() {
        Factor factor = switchedOn();
        wait(Totp.STEP.multipliedBy(10));

        assertThat(login(code(factor.device(), 2)).code()).isEqualTo("login_failed");
        assertThat(login(code(factor.device(), -2)).code()).isEqualTo("login_failed");
        assertThat(login(code(factor.device(), -1)).status()).isEqualTo(200);
        assertThat(login(code(factor.device(), 1)).status()).isEqualTo(200);
        assertThat(login(code(factor.device(), 0)).code()).as("before one that was used").isEqualTo("login_failed");
    }

    @Test
    void a_code_may_be_typed_in_groups() {
        Factor factor = switchedOn();
        String code = code(factor.device(), 0);

        assertThat(login(code.substring(0, 3) + " " + code.substring(3)).status()).isEqualTo(200);
    }

    @Test
    void each_recovery_code_is_good_once_in_place_of_a_code() {
        Factor factor = switchedOn();
        String first = factor.recoveryCodes().get(0);
        String second = factor.recoveryCodes().get(1);

        assertThat(login(first).status()).isEqualTo(200);
        assertThat(login(first).code()).isEqualTo("login_failed");
        assertThat(browser.get(MFA).at("/recovery_codes_left")).isEqualTo("9");
        assertThat(login(second.replace("-", "").toUpperCase(Locale.ROOT)).status()).isEqualTo(200);
        assertThat(browser.delete(MFA, json(second)).code()).isEqualTo("code_wrong");
        assertThat(browser.delete(MFA, json(factor.recoveryCodes().get(2))).status()).isEqualTo(204);
    }

    @Test
    void it_is_removed_with_a_code_and_with_nothing_less() {
        Factor factor = switchedOn();

        assertThat(browser.delete(MFA, "").faults()).isEqualTo("code required");
        assertThat(browser.delete(MFA, json("000000")).code()).isEqualTo("code_wrong");
        assertThat(browser.get(MFA).at("/enabled")).isEqualTo("true");
        assertThat(browser.delete(MFA, json(code(factor.device(), 0))).status()).isEqualTo(204);
        assertThat(browser.get(MFA).body()).isEqualTo("{\"enabled\":false,\"recovery_codes_left\":null}");
        assertThat(loginWithoutCode().status()).isEqualTo(200);
        assertThat(login(factor.recoveryCodes().getFirst()).status()).as("a code that nobody asked for")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POST   | {"code":123456}             | code wrong_type
            POST   | {"code":null}               | code wrong_type
            POST   | {"token":"123456"}          | token unknown_field
            DELETE | {"code":123456}             | code wrong_type
            DELETE | {"code":["123456"],"x":1}   | code wrong_type, x unknown_field
            DELETE | {}                          | code required
            """)
    void a_code_is_text(String method, String body, String faults) {
        Reply reply = browser.send(method, MFA, body);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.code()).isEqualTo("validation_failed");
        assertThat(reply.faults()).isEqualTo(faults);
    }

    @Test
    void ten_wrong_codes_in_ten_minutes_are_enough_for_a_member_wherever_they_are_tried() {
        Factor factor = switchedOn();
        Set<String> answers = new LinkedHashSet<>();
        for (int i = 0; i < 5; i++) {
            answers.add(browser.delete(MFA, json("00000" + i)).code());
            answers.add(login("00000" + i).code());
        }
        assertThat(answers).containsExactly("code_wrong", "login_failed");

        Reply late = browser.delete(MFA, json(code(factor.device(), 0)));
        assertThat(late.status()).isEqualTo(429);
        assertThat(late.code()).isEqualTo("rate_limited");
        assertThat(late.header("Retry-After")).isEqualTo("600");
        assertThat(login(code(factor.device(), 0)).code()).isEqualTo("rate_limited");
        wait(Duration.ofMinutes(10));
        assertThat(login(code(factor.device(), 0)).status()).isEqualTo(200);
    }
}
