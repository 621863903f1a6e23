package dev.tollgate.gateway.hostile;

import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.Peer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.tollgate.gateway.hostile.Messages.get;
import static dev.tollgate.gateway.hostile.Messages.request;
import static org.assertj.core.api.Assertions.assertThat;

/// Every message of [AnswerClasses] from a real target, over a real socket. Whatever it is, no other request is ever sent over a
/// connection on which it came.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileAnswersTest {

    private final GatewayFixture gateway = new GatewayFixture();

    @AfterAll
    void close() {
        gateway.close();
    }

    static Stream<Arguments> attempts() {
        return HostileClass.attemptsOf(AnswerClasses.ALL);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attempts")
    void a_hostile_answer_is_treated_as_its_class_says(String name, Attempt attempt) {
        try (Peer client = gateway.client()) {
            client.sends(get("Connection: close"));
            Peer target = gateway.target().accept();
            target.receiveHead();
            target.triesToSend(attempt.message());
            if (ends(attempt)) {
                target.finishes();
            }

            String received = client.receiveUntilCut();
            target.seesCut();

            switch (attempt.verdict()) {
                case Verdict.Replaced(GatewayError error) -> assertReplaced(received, error);
                case Verdict.Cut() -> assertCut(received);
                case Verdict.PassedOn(String _, String sent) -> {
                    assertThat(withoutOurs(received)).isEqualTo(sent);
                    assertThat(received).doesNotContain("X-Helodata-Error-Code");
                }
                case Verdict.Refused _,Verdict.RefusedAlone _,Verdict.Silence _,Verdict.BrokenOff _ ->
                    throw new AssertionError("no verdict on an answer");
            }
        }
        gateway.record();
        assertThat(gateway.recordsLeft()).isZero();
    }

    /// What ends early, or only with the connection.
    private static boolean ends(Attempt attempt) {
        boolean framed = attempt.message().contains("Content-Length") || attempt.message().contains("chunked");
        return switch (attempt.verdict()) {
            case Verdict.Replaced(GatewayError error) -> error == GatewayError.TARGET_CLOSED;
            case Verdict.Cut() -> true;
            case Verdict.PassedOn _ -> !framed || attempt.message().startsWith("HTTP/1.1 200 OK\r\n\r\n");
            case Verdict.Refused _,Verdict.RefusedAlone _,Verdict.Silence _,Verdict.BrokenOff _ -> false;
        };
    }

    private static void assertReplaced(String received, GatewayError error) {
        // Interim answers that were well-formed have passed.
        String last = received.substring(received.lastIndexOf("HTTP/1.1 "));
        assertThat(last).startsWith("HTTP/1.1 502 Bad Gateway\r\n")
                .contains("\r\nX-Helodata-Error-Code: " + error.code() + "\r\n").endsWith("}");
        assertThat(received).doesNotContain("Set-Cookie").doesNotContain("realm=\"x\"");
    }

    private static void assertCut(String received) {
        assertThat(received).startsWith("HTTP/1.1 200 OK\r\n").doesNotContain("poison");
        if (received.contains("Transfer-Encoding: chunked")) {
            assertThat(received).doesNotEndWith("0\r\n\r\n");
        } else {
            assertThat(received.substring(received.indexOf("\r\n\r\n") + 4)).hasSizeLessThan(10);
        }
    }

    private static String withoutOurs(String received) {
        return received.replaceAll("(?m)^X-Helodata-[^\r\n]*\r\n", "");
    }

    @Test
    void a_body_behind_the_answer_to_head_is_dropped_with_its_connection() {
        try (Peer client = gateway.client()) {
            client.sends(request("HEAD http://example.com/ HTTP/1.1", "Connection: close"));
            Peer target = gateway.target().accept();
            target.receiveHead();
            target.triesToSend("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison");

            assertThat(withoutOurs(client.receiveRest()))
                    .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\n");
            target.seesCut();
        }
        gateway.record();
    }

    @Test
    void an_answer_that_comes_before_its_request_was_whole_is_the_last_of_its_connection() {
        try (Peer client = gateway.client()) {
            client.sends(request("POST http://example.com/ HTTP/1.1", "Content-Length: 100"));
            Peer target = gateway.target().accept();
            target.receiveHead();
            target.sends("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");

            assertThat(client.receiveRest()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nhi");
            target.seesCut();
        }
        gateway.record();
    }

    @Test
    void what_a_target_says_between_two_requests_costs_it_the_connection() {
        try (Peer client = gateway.client()) {
            client.sends(get());
            Peer target = gateway.target().accept();
            target.receiveHead();
            target.sends("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
            client.receiveThrough("hi");
            gateway.record();

            target.sends("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison").seesCut();
            client.sends(get("Connection: close"));
            Peer other = gateway.target().accept();
            other.receiveHead();
            other.sends("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\ngood");

            assertThat(client.receiveRest()).endsWith("\r\n\r\ngood");
        }
        gateway.record();
    }
}
