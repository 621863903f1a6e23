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
import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.GatewaySetup;
import dev.tollgate.gateway.Peer;
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

    private static Peer loggedIn(GatewayFixture gateway) {
        return gateway.client().sendsHex(OFFERS_LOGIN).receivesHex(LOGIN_CHOSEN).sendsHex(LOGS_IN).receivesHex(
                LOGGED_IN);
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
        try (GatewayFixture gateway = GatewaySetup.USUAL.with(transport).start()) {
            Peer client = loggedIn(gateway).sendsHex(CONNECTS).receivesHex(CONNECTED);

            try (Peer target = gateway.target().accept()) {
                client.sends("ping");
                target.receives("ping").sends("pong").finishes();
                client.receives("pong").seesEnd().finishes();
                target.seesEnd();
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
        try (GatewayFixture gateway = new GatewayFixture()) {
            Peer client = gateway.client().sendsHex(WHOLE).sends("early");

            client.receivesHex(LOGIN_CHOSEN + LOGGED_IN + CONNECTED);
            try (Peer target = gateway.target().accept()) {
                target.receives("early");
            }

            client.seesEnd();
            client.close();
            assertThat(gateway.record().bytesIn()).isEqualTo(WHOLE_LENGTH + 5L);
        }
    }

    @Test
    void bytes_that_come_one_at_a_time_are_no_different() {
        try (GatewayFixture gateway = new GatewayFixture()) {
            Peer client = gateway.client().trickles(Peer.bytes(WHOLE));

            client.receivesHex(LOGIN_CHOSEN + LOGGED_IN + CONNECTED);

            gateway.target().accept().close();
            client.seesEnd().close();
            assertThat(gateway.record().bytesIn()).isEqualTo(WHOLE_LENGTH);
        }
    }

    @Test
    void a_conversation_cut_off_anywhere_leaves_nothing_behind() {
        byte[] whole = Peer.bytes(WHOLE);
        int loggedIn = (OFFERS_LOGIN + LOGS_IN).length() / 2;
        try (GatewayFixture gateway = new GatewayFixture()) {
            for (int length = 1; length < whole.length; length++) {
                Peer client = gateway.client().sends(Arrays.copyOf(whole, length)).finishes();
                if (length >= OFFERS_LOGIN.length() / 2) {
                    client.receivesHex(LOGIN_CHOSEN);
                }
                if (length >= loggedIn) {
                    client.receivesHex(LOGGED_IN);
                }
                client.seesEnd().close();
            }

            for (int length = loggedIn; length < whole.length; length++) {
                assertThat(gateway.record().ending()).isEqualTo(Ending.CLIENT_CLOSED);
            }
        }
    }

    @Test
    void a_client_that_offers_no_password_is_turned_away_and_recorded() {
        try (GatewayFixture gateway = new GatewayFixture()) {
            gateway.client().sendsHex(OFFERS_NO_LOGIN).receivesHex(NOTHING_ACCEPTABLE).seesEnd();

            assertRefused(gateway.record(), GatewayError.AUTH_REQUIRED, Check.CREDENTIALS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0500", "05010205", "0501020200"})
    void what_is_no_socks5_after_all_is_closed_without_a_record(String sent) {
        try (GatewayFixture gateway = new GatewayFixture()) {
            Peer client = gateway.client().sendsHex(sent);
            if (sent.startsWith(OFFERS_LOGIN)) {
                client.receivesHex(LOGIN_CHOSEN);
            }

            client.seesCut();
        }
    }

    @ParameterizedTest
    @CsvSource({"helo_s1a2b3c4d5e-type-res-region-us, wrong, 01, AUTH_FAILED, CREDENTIAL",
        "helo_s1a2b3c4d5e-type-res-region-us, '', 01, AUTH_FAILED, CREDENTIAL",
        "helo_s1a2b3c4d5e-type-res-region-us, -, 01, AUTH_FAILED, CREDENTIAL",
        "helo_s2a2b3c4d5e-type-res-region-us, any, 03, UNKNOWN_SUBUSER, SUBUSER",
        "s1, any, 04, BAD_USERNAME, USERNAME",
        "helo_s1a2b3c4d5e-type-res-region-zz, any, 05, UNKNOWN_REGION, USERNAME",
        "helo_s1a2b3c4d5e-type-res-state-ca, any, 09, STATE_WITHOUT_REGION, USERNAME",
        "'', any, 0d, AUTH_REQUIRED, CREDENTIALS"})
    void a_failed_login_says_why(String username, String password, String status, GatewayError error, Check check) {
        try (GatewayFixture gateway = new GatewayFixture()) {
            gateway.client().sendsHex(OFFERS_LOGIN).receivesHex(LOGIN_CHOSEN).sendsHex(Hello.login(username, password))
                    .receivesHex("01" + status).seesEnd();

            ExchangeRecord record = gateway.record();
            assertRefused(record, error, check);
            assertThat(record.socks()).hasValue(new SocksStatus(Integer.parseInt(status, 16), SocksStatus.NOTHING));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"helo_s1a2b3c4d5e-type-res-region-us", "helo_s2a2b3c4d5e-type-res-region-us", "s1", ""})
    void in_strict_mode_a_failed_login_does_not_say_why(String username) {
        try (GatewayFixture gateway = GatewaySetup.USUAL.strict().start()) {
            gateway.client().sendsHex(OFFERS_LOGIN + Hello.login(username, "wrong")).receivesHex(LOGIN_CHOSEN + "0101")
                    .seesEnd();

            assertThat(gateway.record().error()).isPresent();
        }
    }

    @Test
    void a_node_that_knows_nobody_says_so_at_the_login() {
        try (GatewayFixture gateway = GatewaySetup.USUAL.notLoaded().start()) {
            gateway.client().sendsHex(OFFERS_LOGIN + LOGS_IN).receivesHex(LOGIN_CHOSEN + "010e").seesEnd();

            assertRefused(gateway.record(), GatewayError.AUTH_UNAVAILABLE, Check.NODE);
        }
    }

    @Test
    void a_node_that_takes_nothing_new_says_so_at_the_request() {
        try (GatewayFixture gateway = GatewaySetup.USUAL.refusing(GatewayError.MAINTENANCE).start()) {
            loggedIn(gateway).sendsHex(CONNECTS).receivesHex(Hello.failed(1)).seesEnd();

            assertRefused(gateway.record(), GatewayError.MAINTENANCE, Check.NODE);
        }
    }

    @Test
    void a_mistake_of_ours_is_told_as_one() {
        GatewaySetup broken = GatewaySetup.USUAL.with(() -> {
            throw new IllegalStateException("for this test");
        });
        try (GatewayFixture gateway = broken.start()) {
            loggedIn(gateway).sendsHex(CONNECTS).receivesHex(Hello.failed(1)).seesEnd();

            assertThat(gateway.record().error()).hasValue(GatewayError.INTERNAL_ERROR);
        }
    }

    @Test
    void a_failure_beyond_the_budget_is_answered_late_and_a_right_password_is_not() {
        try (GatewayFixture gateway = GatewaySetup.USUAL.withFailures(1).start()) {
            gateway.client().sendsHex(OFFERS_LOGIN + Hello.login(GatewayFixture.USERNAME, "wrong"))
                    .receivesHex(LOGIN_CHOSEN + "0101").seesEnd();
            assertThat(gateway.record().delayed()).isZero();

            gateway.client().sendsHex(OFFERS_LOGIN + Hello.login(GatewayFixture.USERNAME, "wrong"))
                    .receivesHex(LOGIN_CHOSEN + "0101").seesEnd();
            ExchangeRecord late = gateway.record();
            assertThat(late.delayed()).isEqualTo(Duration.ofMillis(250));
            assertThat(late.duration()).isGreaterThanOrEqualTo(Duration.ofMillis(250));

            loggedIn(gateway).close();
            assertThat(gateway.record().ending()).isEqualTo(Ending.CLIENT_CLOSED);
        }
    }

    @Test
    void a_client_that_does_not_wait_for_its_late_answer_is_recorded_once() {
        try (GatewayFixture gateway = GatewaySetup.USUAL.withFailures(1).start()) {
            String wrong = OFFERS_LOGIN + Hello.login(GatewayFixture.USERNAME, "wrong");
            gateway.client().sendsHex(wrong).receivesHex(LOGIN_CHOSEN + "0101").seesEnd();
            gateway.record();

            gateway.client().sendsHex(wrong).receivesHex(LOGIN_CHOSEN).resets();

            assertRefused(gateway.record(), GatewayError.AUTH_FAILED, Check.CREDENTIAL);
        }
    }

    @Test
    void a_listed_source_with_a_default_username_needs_no_login() {
        try (GatewayFixture gateway = GatewaySetup.USUAL.listedWith(GatewayFixture.USERNAME).start()) {
            Peer client = gateway.client().sendsHex(OFFERS_NO_LOGIN).receivesHex(NO_LOGIN_CHOSEN).sendsHex(CONNECTS)
                    .receivesHex(CONNECTED);

            gateway.target().accept().close();
            client.seesEnd().close();
            ExchangeRecord record = gateway.record();
            assertThat(record.caller().proven()).isTrue();
            assertThat(record.bytesIn()).isEqualTo((OFFERS_NO_LOGIN + CONNECTS).length() / 2);
        }
    }

    @Test
    void without_a_login_a_refusal_at_login_checks_is_the_reply_to_the_request() {
        try (GatewayFixture gateway = GatewaySetup.USUAL.unlistedWith(GatewayFixture.USERNAME).start()) {
            gateway.client().sendsHex(OFFERS_NO_LOGIN).receivesHex(NO_LOGIN_CHOSEN).sendsHex(CONNECTS)
                    .receivesHex(Hello.failed(2)).seesEnd();

            assertRefused(gateway.record(), GatewayError.AUTH_FAILED, Check.CREDENTIAL);
        }
    }

    @ParameterizedTest
    @CsvSource({"05020001, 7", "05030001, 7", "05010002, 8", "05010101, 1", "04, 1", "0501000300, 1",
        "05010001010203040000, 1", "0501000303312e310050, 1"})
    void a_request_that_cannot_be_served_gets_its_reply_and_a_record(String request, int reply) {
        try (GatewayFixture gateway = new GatewayFixture()) {
            loggedIn(gateway).sendsHex(request).receivesHex(Hello.failed(reply)).seesEnd();

            ExchangeRecord record = gateway.record();
            assertRefused(record, GatewayError.BAD_REQUEST, Check.MESSAGE);
            assertThat(record.checks().result(Check.CREDENTIAL)).isEqualTo(Result.PASS);
            assertThat(record.bytesIn()).isZero();
        }
    }

    @Test
    void who_a_client_is_comes_before_what_it_asks_for() {
        try (GatewayFixture gateway = GatewaySetup.USUAL.unlistedWith(GatewayFixture.USERNAME).start()) {
            gateway.client().sendsHex(OFFERS_NO_LOGIN + "05020001").receivesHex(NO_LOGIN_CHOSEN + Hello.failed(2))
                    .seesEnd();

            assertRefused(gateway.record(), GatewayError.AUTH_FAILED, Check.CREDENTIAL);
        }
    }

    @Test
    void refusals_of_the_later_checks_are_replies() {
        assertReply(GatewaySetup.USUAL.with(Standing.DISABLED), CONNECTS, 2, GatewayError.SUBUSER_DISABLED,
                Check.SUBUSER_STATUS);
        assertReply(GatewaySetup.USUAL.withRequiredTls(), CONNECTS, 2, GatewayError.TLS_REQUIRED, Check.TRANSPORT);
        assertReply(GatewaySetup.USUAL, "0501000101020304 0019", 2, GatewayError.RESTRICTED_PORT, Check.PORT);
        assertReply(GatewaySetup.USUAL, "050100017f000001 0050", 2, GatewayError.RESTRICTED_TARGET, Check.TARGET);
        assertReply(GatewaySetup.USUAL.withSlots(0), CONNECTS, 2, GatewayError.CONCURRENT_LIMIT, Check.CONCURRENCY);
        assertReply(GatewaySetup.USUAL.withoutExit(), CONNECTS, 3, GatewayError.NO_EXIT_AVAILABLE, Check.EXIT);
    }

    private static void assertReply(GatewaySetup like, String request, int reply, GatewayError error, Check check) {
        try (GatewayFixture gateway = like.start()) {
            loggedIn(gateway).sendsHex(request).receivesHex(Hello.failed(reply)).seesEnd();

            ExchangeRecord record = gateway.record();
            assertRefused(record, error, check);
            assertThat(record.socks()).hasValue(new SocksStatus(0, reply));
        }
    }

    @ParameterizedTest
    @CsvSource({"TARGET_REFUSED, 5", "TARGET_DNS_FAILED, 4", "TARGET_UNREACHABLE, 4", "TARGET_TIMEOUT, 6",
        "EXIT_FAILED, 1", "EXIT_TIMEOUT, 6"})
    void a_dial_that_fails_is_a_reply_and_its_bytes_count(GatewayError error, int reply) {
        try (GatewayFixture gateway = GatewaySetup.USUAL.withSlots(1).start()) {
            gateway.dialer().fails(error, Check.DIAL, "As told.");
            for (int attempt = 0; attempt < 2; attempt++) {
                // With early bytes, which are never taken for a next request. The slot is free at once.
                loggedIn(gateway).sendsHex(CONNECTS + WHOLE).receivesHex(Hello.failed(reply)).seesEnd();

                ExchangeRecord record = gateway.record();
                assertRefused(record, error, Check.DIAL);
                assertThat(record.bytesIn()).isEqualTo(WHOLE_LENGTH);
                assertThat(record.bytesOut()).isEqualTo(ANSWERS_LENGTH);
            }
        }
    }

    @Test
    void the_reply_names_no_address_where_the_exits_is_not_known() {
        try (GatewayFixture gateway = GatewaySetup.USUAL.withoutExitIp().start()) {
            Peer client = loggedIn(gateway).sendsHex(CONNECTS).receivesHex("05000001000000000000");

            gateway.target().accept().close();
            client.seesEnd().close();
            gateway.record();
        }
    }

    @Test
    void a_client_that_goes_away_ends_the_dialling() {
        try (GatewayFixture gateway = new GatewayFixture()) {
            gateway.dialer().staysSilent();
            Peer client = loggedIn(gateway).sendsHex(CONNECTS);
            GatewayFixture.eventually("the dial has begun", () -> assertThat(gateway.dialer().dials()).isOne());

            client.resets();

            assertThat(gateway.record().ending()).isEqualTo(Ending.CLIENT_CLOSED);
            assertThat(gateway.dialer().cancelled()).isPositive();
        }
    }

    @Test
    void early_bytes_are_held_up_to_a_limit_and_all_arrive() {
        byte[] much = new byte[4 * 1024 * 1024];
        new Random(1).nextBytes(much);
        try (GatewayFixture gateway = new GatewayFixture()) {
            Peer client = gateway.client().sendsHex(WHOLE);
            Thread sender = Thread.startVirtualThread(() -> client.sends(much).finishes());
            client.receivesHex(LOGIN_CHOSEN + LOGGED_IN + CONNECTED);

            try (Peer target = gateway.target().accept()) {
                assertThat(target.receiveRest().getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(much);
            }

            sender.join();
            client.seesEnd();
            assertThat(gateway.record().bytesIn()).isEqualTo(WHOLE_LENGTH + much.length);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void early_bytes_that_end_while_the_target_is_dialled_are_not_the_end_of_the_client() {
        byte[] much = new byte[1024 * 1024];
        try (GatewayFixture gateway = new GatewayFixture()) {
            gateway.dialer().waits();
            Peer client = gateway.client().sendsHex(WHOLE).receivesHex(LOGIN_CHOSEN + LOGGED_IN);
            Thread sender = Thread.startVirtualThread(() -> client.sends(much).finishes());
            GatewayFixture.eventually("the dial has begun", () -> assertThat(gateway.dialer().dials()).isOne());

            gateway.dialer().goesOn();

            client.receivesHex(CONNECTED);
            try (Peer target = gateway.target().accept()) {
                assertThat(target.receiveRest()).hasSize(much.length);
            }
            sender.join();
            client.seesEnd();
            assertThat(gateway.record().ending()).isEqualTo(Ending.COMPLETE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_dial_that_fails_with_many_early_bytes_is_still_told() {
        byte[] much = new byte[1024 * 1024];
        try (GatewayFixture gateway = new GatewayFixture()) {
            gateway.dialer().waits();
            gateway.dialer().fails(GatewayError.TARGET_TIMEOUT, Check.DIAL, "As told.");
            Peer client = gateway.client().sendsHex(WHOLE).receivesHex(LOGIN_CHOSEN + LOGGED_IN);
            Thread sender = Thread.startVirtualThread(() -> client.sends(much).finishes());
            GatewayFixture.eventually("the dial has begun", () -> assertThat(gateway.dialer().dials()).isOne());

            gateway.dialer().goesOn();

            client.receivesHex(Hello.failed(6)).seesEnd();
            sender.join();
            assertThat(gateway.record().bytesIn()).isEqualTo(WHOLE_LENGTH);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_disabled_sub_user_is_cut_off_while_its_target_is_dialled() {
        try (GatewayFixture gateway = new GatewayFixture()) {
            gateway.dialer().staysSilent();
            Peer client = loggedIn(gateway).sendsHex(CONNECTS);
            GatewayFixture.eventually("the dial has begun", () -> assertThat(gateway.dialer().dials()).isOne());

            gateway.subUserIs(Standing.DISABLED);

            client.seesCut();
            assertThat(gateway.record().ending()).isEqualTo(Ending.ACCESS_WITHDRAWN);
            assertThat(gateway.dialer().cancelled()).isPositive();
        }
    }

    @Test
    void a_sub_user_deleted_after_the_login_is_not_served() {
        try (GatewayFixture gateway = new GatewayFixture()) {
            Peer client = loggedIn(gateway);
            gateway.subUserIs(Standing.DELETED);

            client.sendsHex(CONNECTS).receivesHex(Hello.failed(2)).seesEnd();

            assertRefused(gateway.record(), GatewayError.AUTH_FAILED, Check.CREDENTIAL);
        }
    }

    @Test
    void a_client_that_logs_in_and_asks_for_nothing_is_closed_in_time() {
        Duration head = Duration.ofMillis(300);
        try (GatewayFixture gateway = GatewaySetup.USUAL.withDeadlines(head, head).start()) {
            loggedIn(gateway).seesCut();

            assertThat(gateway.record().ending()).isEqualTo(Ending.IDLE);
        }
    }

    @Test
    void bytes_do_not_extend_the_deadline_of_a_login() {
        Duration head = Duration.ofMillis(300);
        try (GatewayFixture gateway = GatewaySetup.USUAL.withDeadlines(head, head).start()) {
            Peer client = gateway.client().sendsHex(OFFERS_LOGIN).receivesHex(LOGIN_CHOSEN).sendsHex("01ff");
            long start = System.nanoTime();

            GatewayFixture.eventually("the gateway takes no more bytes", () -> assertThatThrownBy(() -> client.sendsHex(
                    "61"))
                    .isInstanceOf(UncheckedIOException.class));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        }
    }
}
