package dev.tollgate.gateway.inbound.socks5;

import dev.tollgate.domain.admission.Check;
import dev.tollgate.domain.admission.CheckLog.Result;
import dev.tollgate.domain.admission.SubUserAccess.Standing;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.target.Target;
import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.domain.traffic.ExchangeProtocol;
import dev.tollgate.domain.traffic.ExchangeRecord;
import dev.tollgate.domain.traffic.SocksStatus;
import dev.tollgate.gateway.inbound.Client;
import dev.tollgate.gateway.inbound.GatewayMaker;
import dev.tollgate.gateway.inbound.TestGateway;
import dev.tollgate.gateway.transport.Transport;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tollgate.gateway.inbound.socks5.Hello.CONNECTED;
import static dev.tollgate.gateway.inbound.socks5.Hello.CONNECTS;
import static dev.tollgate.gateway.inbound.socks5.Hello.LOGGED_IN;
import static dev.tollgate.gateway.inbound.socks5.Hello.LOGIN_CHOSEN;
import static dev.tollgate.gateway.inbound.socks5.Hello.LOGS_IN;
import static dev.tollgate.gateway.inbound.socks5.Hello.NOTHING_ACCEPTABLE;
import static dev.tollgate.gateway.inbound.socks5.Hello.NO_LOGIN_CHOSEN;
import static dev.tollgate.gateway.inbound.socks5.Hello.OFFERS_LOGIN;
import static dev.tollgate.gateway.inbound.socks5.Hello.OFFERS_NO_LOGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class Socks5InboundTest {
    private static final String WHOLE = OFFERS_LOGIN + LOGS_IN + CONNECTS;
    private static final int WHOLE_LENGTH = WHOLE.length() / 2;
    private static final int ANSWERS_LENGTH = (LOGIN_CHOSEN + LOGGED_IN + CONNECTED).length() / 2;

    private static Client loggedIn(TestGateway gateway) {
        return gateway.client().sends(OFFERS_LOGIN).receives(LOGIN_CHOSEN).sends(LOGS_IN).receives(LOGGED_IN);
    }

    private static void assertRefused(ExchangeRecord record, GatewayError error, Check check) {
        assertThat(record.error()).hasValue(error);
        assertThat(record.httpStatus()).hasValue(error.status());
        assertThat(record.protocol()).isEqualTo(ExchangeProtocol.SOCKS5);
        assertThat(record.ending()).isEqualTo(Ending.REFUSED);
        assertThat(record.answeredAfter()).isEmpty();
        assertThat(record.checks().result(check)).isEqualTo(Result.FAIL);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void a_client_that_logs_in_gets_its_tunnel(Transport transport) {
        try (TestGateway gateway = new GatewayMaker().transport(transport).start()) {
            Client client = loggedIn(gateway).sends(CONNECTS).receives(CONNECTED);

            try (Client target = gateway.exit().target()) {
                client.says("ping");
                target.hears("ping").says("pong").finishes();
                client.hears("pong").seesTheEnd().finishes();
                target.seesTheEnd();
            }

            ExchangeRecord record = gateway.record();
            assertThat(record.target()).map(Target::toString).hasValue("example.com:443");
            assertThat(record.httpStatus()).isEmpty();
            assertThat(record.socks()).hasValue(new SocksStatus(0, 0));
            assertThat(record.answeredAfter()).hasValueSatisfying(took -> assertThat(took).isBetween(Duration.ZERO,
                    record.duration()));
            assertThat(record.ending()).isEqualTo(Ending.COMPLETE);
            assertThat(record.caller().proven()).isTrue();
            assertThat(record.bytesIn()).isEqualTo(WHOLE_LENGTH + 4L);
            assertThat(record.bytesOut()).isEqualTo(ANSWERS_LENGTH + 4L);
            for (Check check : Check.values()) {
                assertThat(record.checks().result(check)).as(check.label()).isIn(Result.PASS, Result.SKIPPED);
            }
        }
    }

    @Test
    void nothing_depends_on_the_client_waiting_for_answers() {
        try (TestGateway gateway = new GatewayMaker().start()) {
            Client client = gateway.client().sends(WHOLE).says("early");

            client.receives(LOGIN_CHOSEN + LOGGED_IN + CONNECTED);
            try (Client target = gateway.exit().target()) {
                target.hears("early");
            }

            client.seesTheEnd();
            client.close();
            assertThat(gateway.record().bytesIn()).isEqualTo(WHOLE_LENGTH + 5L);
        }
    }

    @Test
    void bytes_that_come_one_at_a_time_are_no_different() {
        try (TestGateway gateway = new GatewayMaker().start()) {
            Client client = gateway.client().trickles(Client.bytes(WHOLE));

            client.receives(LOGIN_CHOSEN + LOGGED_IN + CONNECTED);

            gateway.exit().target().close();
            client.seesTheEnd().close();
            assertThat(gateway.record().bytesIn()).isEqualTo(WHOLE_LENGTH);
        }
    }

    @Test
    void a_conversation_cut_off_anywhere_leaves_nothing_behind() {
        byte[] whole = Client.bytes(WHOLE);
        int loggedIn = (OFFERS_LOGIN + LOGS_IN).length() / 2;
        try (TestGateway gateway = new GatewayMaker().start()) {
            for (int length = 1; length < whole.length; length++) {
                Client client = gateway.client().sends(Arrays.copyOf(whole, length)).finishes();
                if (length >= OFFERS_LOGIN.length() / 2) {
                    client.receives(LOGIN_CHOSEN);
                }
                if (length >= loggedIn) {
                    client.receives(LOGGED_IN);
                }
                client.seesTheEnd().close();
            }

            for (int length = loggedIn; length < whole.length; length++) {
                assertThat(gateway.record().ending()).isEqualTo(Ending.CLIENT_CLOSED);
            }
        }
    }

    @Test
    void a_client_that_offers_no_password_is_turned_away_and_recorded() {
        try (TestGateway gateway = new GatewayMaker().start()) {
            gateway.client().sends(OFFERS_NO_LOGIN).receives(NOTHING_ACCEPTABLE).seesTheEnd();

            assertRefused(gateway.record(), GatewayError.AUTH_REQUIRED, Check.CREDENTIALS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0500", "05010205", "0501020200"})
    void what_is_no_socks5_after_all_is_closed_without_a_record(String sent) {
        try (TestGateway gateway = new GatewayMaker().start()) {
            Client client = gateway.client().sends(sent);
            if (sent.startsWith(OFFERS_LOGIN)) {
                client.receives(LOGIN_CHOSEN);
            }

            client.isClosed();
        }
    }

    @ParameterizedTest
    @CsvSource({"helo_s1-type-res-region-us, wrong, 01, AUTH_FAILED, CREDENTIAL",
        "helo_s1-type-res-region-us, '', 01, AUTH_FAILED, CREDENTIAL",
        "helo_s1-type-res-region-us, -, 01, AUTH_FAILED, CREDENTIAL",
        "helo_s2-type-res-region-us, any, 03, UNKNOWN_SUBUSER, SUBUSER",
        "s1, any, 04, BAD_USERNAME, USERNAME",
        "helo_s1-type-res-region-zz, any, 05, UNKNOWN_REGION, USERNAME",
        "helo_s1-type-res-state-ca, any, 09, STATE_WITHOUT_REGION, USERNAME",
        "'', any, 0d, AUTH_REQUIRED, CREDENTIALS"})
    void a_failed_login_says_why(String username, String password, String status, GatewayError error, Check check) {
        try (TestGateway gateway = new GatewayMaker().start()) {
            gateway.client().sends(OFFERS_LOGIN).receives(LOGIN_CHOSEN).sends(Hello.login(username, password))
                    .receives("01" + status).seesTheEnd();

            ExchangeRecord record = gateway.record();
            assertRefused(record, error, check);
            assertThat(record.socks()).hasValue(new SocksStatus(Integer.parseInt(status, 16), SocksStatus.NOTHING));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"helo_s1-type-res-region-us", "helo_s2-type-res-region-us", "s1", ""})
    void in_strict_mode_a_failed_login_does_not_say_why(String username) {
        try (TestGateway gateway = new GatewayMaker().strict().start()) {
            gateway.client().sends(OFFERS_LOGIN + Hello.login(username, "wrong")).receives(LOGIN_CHOSEN + "0101")
                    .seesTheEnd();

            assertThat(gateway.record().error()).isPresent();
        }
    }

    @Test
    void a_node_that_knows_nobody_says_so_at_the_login() {
        try (TestGateway gateway = new GatewayMaker().notLoaded().start()) {
            gateway.client().sends(OFFERS_LOGIN + LOGS_IN).receives(LOGIN_CHOSEN + "010e").seesTheEnd();

            assertRefused(gateway.record(), GatewayError.AUTH_UNAVAILABLE, Check.NODE);
        }
    }

    @Test
    void a_node_that_takes_nothing_new_says_so_at_the_request() {
        try (TestGateway gateway = new GatewayMaker().refusing(GatewayError.MAINTENANCE).start()) {
            loggedIn(gateway).sends(CONNECTS).receives(Hello.failed(1)).seesTheEnd();

            assertRefused(gateway.record(), GatewayError.MAINTENANCE, Check.NODE);
        }
    }

    @Test
    void a_mistake_of_ours_is_told_as_one() {
        GatewayMaker broken = new GatewayMaker().node(() -> {
            throw new IllegalStateException("for this test");
        });
        try (TestGateway gateway = broken.start()) {
            loggedIn(gateway).sends(CONNECTS).receives(Hello.failed(1)).seesTheEnd();

            assertThat(gateway.record().error()).hasValue(GatewayError.INTERNAL_ERROR);
        }
    }

    @Test
    void a_failure_beyond_the_budget_is_answered_late_and_a_right_password_is_not() {
        try (TestGateway gateway = new GatewayMaker().failures(1).start()) {
            gateway.client().sends(OFFERS_LOGIN + Hello.login(TestGateway.USERNAME, "wrong"))
                    .receives(LOGIN_CHOSEN + "0101").seesTheEnd();
            assertThat(gateway.record().delayed()).isZero();

            gateway.client().sends(OFFERS_LOGIN + Hello.login(TestGateway.USERNAME, "wrong"))
                    .receives(LOGIN_CHOSEN + "0101").seesTheEnd();
            ExchangeRecord late = gateway.record();
            assertThat(late.delayed()).isEqualTo(Duration.ofMillis(250));
            assertThat(late.duration()).isGreaterThanOrEqualTo(Duration.ofMillis(250));

            loggedIn(gateway).close();
            assertThat(gateway.record().ending()).isEqualTo(Ending.CLIENT_CLOSED);
        }
    }

    @Test
    void a_client_that_does_not_wait_for_its_late_answer_is_recorded_once() {
        try (TestGateway gateway = new GatewayMaker().failures(1).start()) {
            String wrong = OFFERS_LOGIN + Hello.login(TestGateway.USERNAME, "wrong");
            gateway.client().sends(wrong).receives(LOGIN_CHOSEN + "0101").seesTheEnd();
            gateway.record();

            gateway.client().sends(wrong).receives(LOGIN_CHOSEN).resets();

            assertRefused(gateway.record(), GatewayError.AUTH_FAILED, Check.CREDENTIAL);
        }
    }

    @Test
    void a_listed_source_with_a_default_username_needs_no_login() {
        try (TestGateway gateway = new GatewayMaker().listedWith(TestGateway.USERNAME).start()) {
            Client client = gateway.client().sends(OFFERS_NO_LOGIN).receives(NO_LOGIN_CHOSEN).sends(CONNECTS)
                    .receives(CONNECTED);

            gateway.exit().target().close();
            client.seesTheEnd().close();
            ExchangeRecord record = gateway.record();
            assertThat(record.caller().proven()).isTrue();
            assertThat(record.bytesIn()).isEqualTo((OFFERS_NO_LOGIN + CONNECTS).length() / 2);
        }
    }

    @Test
    void without_a_login_a_refusal_at_login_checks_is_the_reply_to_the_request() {
        try (TestGateway gateway = new GatewayMaker().unlistedWith(TestGateway.USERNAME).start()) {
            gateway.client().sends(OFFERS_NO_LOGIN).receives(NO_LOGIN_CHOSEN).sends(CONNECTS)
                    .receives(Hello.failed(2)).seesTheEnd();

            assertRefused(gateway.record(), GatewayError.AUTH_FAILED, Check.CREDENTIAL);
        }
    }

    @ParameterizedTest
    @CsvSource({"05020001, 7", "05030001, 7", "05010002, 8", "05010101, 1", "04, 1", "0501000300, 1",
        "05010001010203040000, 1", "0501000303312e310050, 1"})
    void a_request_that_cannot_be_served_gets_its_reply_and_a_record(String request, int reply) {
        try (TestGateway gateway = new GatewayMaker().start()) {
            loggedIn(gateway).sends(request).receives(Hello.failed(reply)).seesTheEnd();

            ExchangeRecord record = gateway.record();
            assertRefused(record, GatewayError.BAD_REQUEST, Check.MESSAGE);
            assertThat(record.checks().result(Check.CREDENTIAL)).isEqualTo(Result.PASS);
            assertThat(record.bytesIn()).isZero();
        }
    }

    @Test
    void who_a_client_is_comes_before_what_it_asks_for() {
        try (TestGateway gateway = new GatewayMaker().unlistedWith(TestGateway.USERNAME).start()) {
            gateway.client().sends(OFFERS_NO_LOGIN + "05020001").receives(NO_LOGIN_CHOSEN + Hello.failed(2))
                    .seesTheEnd();

            assertRefused(gateway.record(), GatewayError.AUTH_FAILED, Check.CREDENTIAL);
        }
    }

    @Test
    void refusals_of_the_later_checks_are_replies() {
        assertReply(new GatewayMaker().standing(Standing.DISABLED), CONNECTS, 2, GatewayError.SUBUSER_DISABLED,
                Check.SUBUSER_STATUS);
        assertReply(new GatewayMaker().requireTls(), CONNECTS, 2, GatewayError.TLS_REQUIRED, Check.TRANSPORT);
        assertReply(new GatewayMaker(), "0501000101020304 0019", 2, GatewayError.RESTRICTED_PORT, Check.PORT);
        assertReply(new GatewayMaker(), "050100017f000001 0050", 2, GatewayError.RESTRICTED_TARGET, Check.TARGET);
        assertReply(new GatewayMaker().slots(0), CONNECTS, 2, GatewayError.CONCURRENT_LIMIT, Check.CONCURRENCY);
        assertReply(new GatewayMaker().withoutExit(), CONNECTS, 3, GatewayError.NO_EXIT_AVAILABLE, Check.EXIT);
    }

    private static void assertReply(GatewayMaker like, String request, int reply, GatewayError error, Check check) {
        try (TestGateway gateway = like.start()) {
            loggedIn(gateway).sends(request).receives(Hello.failed(reply)).seesTheEnd();

            ExchangeRecord record = gateway.record();
            assertRefused(record, error, check);
            assertThat(record.socks()).hasValue(new SocksStatus(0, reply));
        }
    }

    @ParameterizedTest
    @CsvSource({"TARGET_REFUSED, 5", "TARGET_DNS_FAILED, 4", "TARGET_UNREACHABLE, 4", "TARGET_TIMEOUT, 6",
        "EXIT_FAILED, 1", "EXIT_TIMEOUT, 6"})
    void a_dial_that_fails_is_a_reply_and_its_bytes_count(GatewayError error, int reply) {
        try (TestGateway gateway = new GatewayMaker().slots(1).start()) {
            gateway.exit().failsWith(error);
            for (int attempt = 0; attempt < 2; attempt++) {
                // With early bytes, which are never taken for a next request. The slot is free at once.
                loggedIn(gateway).sends(CONNECTS + WHOLE).receives(Hello.failed(reply)).seesTheEnd();

                ExchangeRecord record = gateway.record();
                assertRefused(record, error, Check.DIAL);
                assertThat(record.bytesIn()).isEqualTo(WHOLE_LENGTH);
                assertThat(record.bytesOut()).isEqualTo(ANSWERS_LENGTH);
            }
        }
    }

    @Test
    void the_reply_names_the_exits_address_where_it_is_known() {
        try (TestGateway gateway = new GatewayMaker().exitIp("198.51.100.42").start()) {
            Client client = loggedIn(gateway).sends(CONNECTS).receives("05000001c633642a0000");

            gateway.exit().target().close();
            client.seesTheEnd().close();
            gateway.record();
        }
    }

    @Test
    void a_client_that_goes_away_ends_the_dialling() {
        try (TestGateway gateway = new GatewayMaker().start()) {
            gateway.exit().neverAnswers();
            Client client = loggedIn(gateway).sends(CONNECTS);
            TestGateway.eventually("the dial has begun", () -> assertThat(gateway.exit().asked()).hasSize(1));

            client.resets();

            assertThat(gateway.record().ending()).isEqualTo(Ending.CLIENT_CLOSED);
            assertThat(gateway.exit().cancelled()).isPositive();
        }
    }

    @Test
    void early_bytes_are_held_up_to_a_limit_and_all_arrive() {
        byte[] much = new byte[4 * 1024 * 1024];
        new Random(1).nextBytes(much);
        try (TestGateway gateway = new GatewayMaker().start()) {
            Client client = gateway.client().sends(WHOLE);
            Thread sender = Thread.startVirtualThread(() -> client.sends(much).finishes());
            client.receives(LOGIN_CHOSEN + LOGGED_IN + CONNECTED);

            try (Client target = gateway.exit().target()) {
                assertThat(target.hearsOut().getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(much);
            }

            sender.join();
            client.seesTheEnd();
            assertThat(gateway.record().bytesIn()).isEqualTo(WHOLE_LENGTH + much.length);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void early_bytes_that_end_while_the_target_is_dialled_are_not_the_end_of_the_client() {
        byte[] much = new byte[1024 * 1024];
        try (TestGateway gateway = new GatewayMaker().start()) {
            gateway.exit().waits();
            Client client = gateway.client().sends(WHOLE).receives(LOGIN_CHOSEN + LOGGED_IN);
            Thread sender = Thread.startVirtualThread(() -> client.sends(much).finishes());
            TestGateway.eventually("the dial has begun", () -> assertThat(gateway.exit().asked()).hasSize(1));

            gateway.exit().goesOn();

            client.receives(CONNECTED);
            try (Client target = gateway.exit().target()) {
                assertThat(target.hearsOut()).hasSize(much.length);
            }
            sender.join();
            client.seesTheEnd();
            assertThat(gateway.record().ending()).isEqualTo(Ending.COMPLETE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_dial_that_fails_with_many_early_bytes_is_still_told() {
        byte[] much = new byte[1024 * 1024];
        try (TestGateway gateway = new GatewayMaker().start()) {
            gateway.exit().waits();
            gateway.exit().failsWith(GatewayError.TARGET_TIMEOUT);
            Client client = gateway.client().sends(WHOLE).receives(LOGIN_CHOSEN + LOGGED_IN);
            Thread sender = Thread.startVirtualThread(() -> client.sends(much).finishes());
            TestGateway.eventually("the dial has begun", () -> assertThat(gateway.exit().asked()).hasSize(1));

            gateway.exit().goesOn();

            client.receives(Hello.failed(6)).seesTheEnd();
            sender.join();
            assertThat(gateway.record().bytesIn()).isEqualTo(WHOLE_LENGTH);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_disabled_sub_user_is_cut_off_while_its_target_is_dialled() {
        try (TestGateway gateway = new GatewayMaker().start()) {
            gateway.exit().neverAnswers();
            Client client = loggedIn(gateway).sends(CONNECTS);
            TestGateway.eventually("the dial has begun", () -> assertThat(gateway.exit().asked()).hasSize(1));

            gateway.subUserIs(Standing.DISABLED);

            client.isClosed();
            assertThat(gateway.record().ending()).isEqualTo(Ending.ACCESS_WITHDRAWN);
            assertThat(gateway.exit().cancelled()).isPositive();
        }
    }

    @Test
    void a_sub_user_deleted_after_the_login_is_not_served() {
        try (TestGateway gateway = new GatewayMaker().start()) {
            Client client = loggedIn(gateway);
            gateway.subUserIs(Standing.DELETED);

            client.sends(CONNECTS).receives(Hello.failed(2)).seesTheEnd();

            assertRefused(gateway.record(), GatewayError.AUTH_FAILED, Check.CREDENTIAL);
        }
    }

    @Test
    void a_client_that_logs_in_and_asks_for_nothing_is_closed_in_time() {
        Duration head = Duration.ofMillis(300);
        try (TestGateway gateway = new GatewayMaker().deadlines(head, head).start()) {
            loggedIn(gateway).isClosed();

            assertThat(gateway.record().ending()).isEqualTo(Ending.IDLE);
        }
    }

    @Test
    void bytes_do_not_extend_the_deadline_of_a_login() {
        Duration head = Duration.ofMillis(300);
        try (TestGateway gateway = new GatewayMaker().deadlines(head, head).start()) {
            Client client = gateway.client().sends(OFFERS_LOGIN).receives(LOGIN_CHOSEN).sends("01ff");
            long start = System.nanoTime();

            TestGateway.eventually("the gateway takes no more bytes", () -> assertThatThrownBy(() -> client.sends("61"))
                    .isInstanceOf(UncheckedIOException.class));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        }
    }
}
