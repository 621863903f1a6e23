package dev.tollgate.gateway.hostile;

import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.Peer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.tollgate.gateway.hostile.Messages.NEXT;
import static dev.tollgate.gateway.hostile.Messages.NEXT_RECEIVED;
import static dev.tollgate.gateway.hostile.Messages.request;
import static org.assertj.core.api.Assertions.assertThat;

/// Every message of [RequestClasses] over a real socket, with another request right behind it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestsTest {

    private static final String GOOD_ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    private static final Pattern ANSWERS = Pattern.compile("HTTP/1\\.1 \\d{3} ");

    private final GatewayFixture gateway = new GatewayFixture();

    @AfterAll
    void close() {
        gateway.close();
    }

    static Stream<Arguments> attempts() {
        return HostileClass.attemptsOf(RequestClasses.ALL);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attempts")
    void a_hostile_request_has_the_answer_of_its_class(String name, Attempt attempt) {
        int dials = gateway.dialer().dials();

        switch (attempt.verdict()) {
            case Verdict.Refused(GatewayError error) -> {
                refuses(attempt.message(), error);
                assertThat(gateway.dialer().dials()).as("nothing is dialled for it").isEqualTo(dials);
            }
            case Verdict.RefusedAlone(GatewayError error) -> refusesAlone(attempt.message(), error);
            case Verdict.Silence() -> hangsUpOn(attempt.message());
            case Verdict.BrokenOff(GatewayError error) -> breaksOff(attempt.message(), error);
            case Verdict.PassedOn(String _, String sent) -> passesOn(attempt.message(), sent);
            case Verdict.Replaced _,Verdict.Cut _ -> throw new AssertionError("no verdict on a request");
        }

        assertThat(gateway.recordsLeft()).as("exchanges that nobody asked for").isZero();
    }

    private void refuses(String message, GatewayError error) {
        try (Peer client = gateway.client()) {
            client.triesToSend(message + NEXT);

            assertOnlyAnswer(client.receiveUntilCut(), error);
        }
        assertThat(gateway.record().error()).contains(error);
    }

    private static void assertOnlyAnswer(String answer, GatewayError error) {
        assertIsOurs(answer, error);
        assertThat(answer).contains("\r\nConnection: close\r\n").endsWith("}");
        assertThat(ANSWERS.matcher(answer).results().count()).as(answer).isOne();
    }

    private static void assertIsOurs(String answer, GatewayError error) {
        assertThat(answer).startsWith("HTTP/1.1 " + error.status() + " ")
                .contains("\r\nX-Helodata-Error-Code: " + error.code() + "\r\n").doesNotContain("next.example");
    }

    private void refusesAlone(String message, GatewayError error) {
        try (Peer client = gateway.client()) {
            client.sends(message + NEXT);

            assertIsOurs(client.receiveHead(), error);
            client.receiveThrough("}");
            gateway.target().accept().receives(NEXT_RECEIVED).sends(GOOD_ANSWER);
            assertThat(client.receiveRest()).startsWith("HTTP/1.1 200 OK\r\n");
        }
        assertThat(gateway.record().error()).contains(error);
        assertThat(gateway.record().error()).isEmpty();
    }

    private void hangsUpOn(String message) {
        try (Peer client = gateway.client()) {
            client.triesToSend(message + NEXT);

            assertThat(client.receiveUntilCut()).isEmpty();
        }
    }

    private void breaksOff(String message, GatewayError error) {
        try (Peer client = gateway.client()) {
            client.triesToSend(message + NEXT);

            String received = gateway.target().accept().receiveUntilCut();
            assertThat(received).doesNotEndWith("0\r\n\r\n").doesNotContain("next.example").satisfiesAnyOf(
                    text -> assertThat(text).isEmpty(),
                    text -> assertThat(text).startsWith("POST / HTTP/1.1\r\n").containsOnlyOnce("HTTP/1."));
            assertOnlyAnswer(client.receiveUntilCut(), error);
        }
        assertThat(gateway.record().error()).contains(error);
    }

    private void passesOn(String message, String sent) {
        try (Peer client = gateway.client()) {
            client.sends(message);
            Peer target = gateway.target().accept().receives(sent).sends(GOOD_ANSWER);

            assertThat(client.receiveHead()).startsWith("HTTP/1.1 200 OK\r\n");
            target.seesCut();
        }
        assertThat(gateway.record().error()).isEmpty();
    }

    @Test
    void what_stands_behind_a_connect_is_the_tunnels_and_never_a_request() {
        try (Peer client = gateway.client()) {
            client.sends(request("CONNECT example.com:443 HTTP/1.1") + NEXT);
            Peer target = gateway.target().accept().receives(NEXT);

            assertThat(client.receiveHead()).startsWith("HTTP/1.1 200 Connection Established\r\n");
            target.sends(GOOD_ANSWER);
            client.receives(GOOD_ANSWER);
            client.sends(NEXT);
            target.receives(NEXT).close();
        }
        assertThat(gateway.record().error()).isEmpty();
    }
}
