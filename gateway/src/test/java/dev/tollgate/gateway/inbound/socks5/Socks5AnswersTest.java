package dev.tollgate.gateway.inbound.socks5;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.error.GatewayError;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class Socks5AnswersTest {
    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @ParameterizedTest
    @CsvSource({"AUTH_FAILED, 0101", "NOT_WHITELISTED, 0102", "UNKNOWN_SUBUSER, 0103", "BAD_USERNAME, 0104",
        "UNKNOWN_REGION, 0105", "UNKNOWN_STATE, 0106", "UNKNOWN_CITY, 0107", "UNKNOWN_ASN, 0108",
        "STATE_WITHOUT_REGION, 0109", "CITY_WITHOUT_STATE, 010a", "SESSTIME_OUT_OF_RANGE, 010b",
        "AUTH_THROTTLED, 010c", "AUTH_REQUIRED, 010d", "AUTH_UNAVAILABLE, 010e", "INTERNAL_ERROR, 017f"})
    void every_failed_login_has_its_own_status(GatewayError error, String answer) {
        assertThat(hex(Socks5Answers.loginFailed(Socks5Answers.loginStatus(error, false)))).isEqualTo(answer);
    }

    @ParameterizedTest
    @EnumSource(GatewayError.class)
    void in_strict_mode_all_failed_logins_look_the_same(GatewayError error) {
        assertThat(hex(Socks5Answers.loginFailed(Socks5Answers.loginStatus(error, true)))).isEqualTo("0101");
    }

    @ParameterizedTest
    @EnumSource(GatewayError.class)
    void no_refusal_looks_like_a_success(GatewayError error) {
        assertThat(Socks5Answers.loginStatus(error, false)).isNotZero();
        assertThat(Socks5Answers.reply(error)).isBetween(1, 8);
    }

    @Test
    void a_refusal_at_login_checks_of_a_client_without_a_login_is_not_allowed() {
        assertThat(Socks5Answers.reply(GatewayError.NOT_WHITELISTED)).isEqualTo(2);
        assertThat(Socks5Answers.reply(GatewayError.BAD_USERNAME)).isEqualTo(2);
    }

    @Test
    void a_success_names_the_exits_address_where_it_is_known() {
        assertThat(hex(Socks5Answers.connected(Optional.empty()))).isEqualTo("05000001000000000000");
        assertThat(hex(Socks5Answers.connected(IpAddress.parse("198.51.100.42"))))
                .isEqualTo("05000001c633642a0000");
        assertThat(hex(Socks5Answers.connected(IpAddress.parse("2001:db8::1"))))
                .isEqualTo("0500000420010db80000000000000000000000010000");
    }

    @Test
    void a_failure_names_no_address() {
        assertThat(hex(Socks5Answers.failed(5))).isEqualTo("05050001000000000000");
    }
}
