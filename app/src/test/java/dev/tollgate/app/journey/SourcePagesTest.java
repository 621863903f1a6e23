package dev.tollgate.app.journey;

import dev.tollgate.app.ApiClient.SubUser;
import dev.tollgate.app.journey.Wire.Answer;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What the pages that the product was described by promise on the wire, to the letter; the API's half is tested in `control`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourcePagesTest {
    private static final String REQUEST_ID = "req_[0-7][0-9A-HJKMNP-TV-Z]{25}";
    /// Replies of SOCKS5.
    private static final int SUCCEEDED = 0;
    private static final int NOT_ALLOWED = 2;

    private final Stage stage = Stage.open();

    @AfterEach
    void settle() {
        stage.settle();
    }

    @AfterAll
    void close() {
        stage.close();
    }

    @Test
    void a_wrong_password_is_407_auth_failed() {
        refused(stage.username(), "wrong", "407 Proxy Authentication Required", "auth-failed", 1);
    }

    @Test
    void a_407_names_the_scheme_and_credentials_sent_thereupon_are_taken() throws IOException {
        try (Socket socket = Wire.dial(stage.port())) {
            Wire.send(socket, "GET " + stage.plain().url("/hello") + " HTTP/1.1\r\nHost: "
                    + stage.plain().authority() + "\r\n\r\n");
            Answer challenge = Wire.head(socket);
            int length = Integer.parseInt(challenge.field("Content-Length").orElseThrow());
            assertThat(socket.getInputStream().readNBytes(length)).hasSize(length);

            Answer answer = Wire.ask(socket, Wire.get(stage.plain().url("/hello"),
                    Wire.credentials(stage.username(), stage.password())));

            assertThat(challenge.status()).isEqualTo("HTTP/1.1 407 Proxy Authentication Required");
            assertThat(challenge.code()).isEqualTo("auth-required");
            assertThat(challenge.field("Proxy-Authenticate")).hasValue("Basic realm=\"helodata\", charset=\"UTF-8\"");
            assertThat(answer.status()).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void a_source_that_is_not_listed_is_407_not_whitelisted_until_it_is() {
        SubUser subUser = stage.node().api().createSubUser("listed");
        String username = subUser.residential();
        stage.node().api().allow(subUser, "203.0.113.5");

        refused(username, subUser.password(), "407 Proxy Authentication Required", "not-whitelisted", 2);
        refused(username, "", "407 Proxy Authentication Required", "not-whitelisted", 2);

        stage.node().api().allow(subUser, "127.0.0.1");
        served(username, subUser.password());
        served(username, "");
        // The list of one product says nothing about another one.
        served(subUser.username("-type-mob-region-us"), subUser.password());
    }

    @ParameterizedTest
    @CsvSource({
        "helo_NAME-region-us-type-res, helo_NAME-type-res-region-us",
        "helo_NAME-type-res-country-us, helo_NAME-type-res-region-us",
        "helo_NAME-type-res-region-US, helo_NAME-type-res-region-us",
        "helo_NAME-type-res-region-us-city-la-state-ca, helo_NAME-type-res-region-us-state-ca-city-la",
        "helo_NAME-type-res-region-us-session-abc, helo_NAME-type-res-region-us-session-abc-sesstime-30"})
    void each_slip_of_the_table_is_400_bad_username_and_its_correction_is_served(String wrong, String right) {
        String name = stage.subUser().name();

        refused(wrong.replace("NAME", name), stage.password(), "400 Bad Request", "bad-username", 4);
        served(right.replace("NAME", name), stage.password());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "NAME-type-res-region-us",
        "HELO_NAME-type-res-region-us",
        "helo_NAME-type-res-region-us-session-a_b-sesstime-30",
        " helo_NAME-type-res-region-us",
        "helo_NAME-type-res-region-us ",
        "helo_NAME-type-res-region- us",
        "helo_NAME-type-res-region-us%20"})
    void every_other_cause_of_the_page_is_400_bad_username(String wrong) {
        refused(wrong.replace("NAME", stage.subUser().name()), stage.password(), "400 Bad Request", "bad-username", 4);
    }

    @Test
    void a_name_that_was_never_issued_is_401_unknown_subuser() {
        refused("helo_s0000000000-type-res-region-us", stage.password(), "401 Unauthorized", "unknown-subuser", 3);
    }

    @Test
    void a_disabled_sub_user_is_403_at_once_and_keeps_its_credentials() {
        SubUser subUser = stage.node().api().createSubUser("disabled");
        served(subUser.residential(), subUser.password());

        stage.node().api().disable(subUser);

        refusedAtRequest(subUser, "403 Forbidden", "subuser-disabled");
        stage.node().api().patch("/subusers/" + subUser.id(), "{\"status\":\"active\"}").expect(200);
        served(subUser.residential(), subUser.password());
    }

    @Test
    void after_a_rotation_the_old_password_and_the_new_one_both_work() {
        SubUser subUser = stage.node().api().createSubUser("rotated");

        String password = stage.node().api().post("/subusers/" + subUser.id() + "/rotate-password", "{}").expect(200)
                .body().get("password").asString();

        assertThat(password).isNotEqualTo(subUser.password());
        served(subUser.residential(), password);
        served(subUser.residential(), subUser.password());
    }

    @Test
    void a_deleted_sub_user_is_407_auth_failed() {
        SubUser subUser = stage.node().api().createSubUser("deleted");

        stage.node().api().delete("/subusers/" + subUser.id()).expect(204);

        refused(subUser.residential(), subUser.password(), "407 Proxy Authentication Required", "auth-failed", 1);
    }

    @Test
    void curl_shows_the_credentials_that_it_sends_and_one_port_serves_every_protocol() {
        for (Door door : Door.values()) {
            String said = Curl.find().run("-v", "-x", stage.proxy(door), stage.tls().url("/hello")).expect(0).err();

            if (door == Door.HTTP || door == Door.TLS) {
                assertThat(said).contains("> Proxy-Authorization: Basic ");
            }
        }
    }

    private void served(String username, String password) {
        String credentials = Wire.credentials(username, password);
        assertThat(Wire.ask(stage.port(), Wire.get(stage.plain().url("/hello"), credentials)).status())
                .isEqualTo("HTTP/1.1 200 OK");
        assertThat(Wire.socks5(stage.port(), username, password, "127.0.0.1", stage.plain().port()))
                .isEqualTo(List.of(SUCCEEDED, SUCCEEDED));
    }

    /// By plain requests and tunnels, bare and inside TLS, and by SOCKS5 at its login.
    private void refused(String username, String password, String status, String code, int socksLogin) {
        inHttp(username, password, status, code);
        assertThat(Wire.socks5(stage.port(), username, password, "127.0.0.1", stage.plain().port()))
                .isEqualTo(List.of(socksLogin));
    }

    private void refusedAtRequest(SubUser subUser, String status, String code) {
        inHttp(subUser.residential(), subUser.password(), status, code);
        assertThat(Wire.socks5(stage.port(), subUser.residential(), subUser.password(), "127.0.0.1",
                stage.plain().port())).isEqualTo(List.of(SUCCEEDED, NOT_ALLOWED));
    }

    private void inHttp(String username, String password, String status, String code) {
        String credentials = Wire.credentials(username, password);
        for (String request : List.of(Wire.get(stage.plain().url("/hello"), credentials),
                Wire.connect(stage.tls().authority(), credentials))) {
            same(Wire.ask(stage.port(), request), status, code);
            try (Socket tls = Wire.dialTls(stage.port())) {
                same(Wire.ask(tls, request), status, code);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static void same(Answer answer, String status, String code) {
        assertThat(answer.status()).isEqualTo("HTTP/1.1 " + status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.field("X-Helodata-Request-Id").orElse("")).matches(REQUEST_ID);
        assertThat(answer.field("Proxy-Authenticate").isPresent()).isEqualTo(status.startsWith("407"));
        assertThat(answer.field("WWW-Authenticate").isPresent()).isEqualTo(status.startsWith("401"));
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }
}
