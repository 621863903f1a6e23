package dev.tollgate.domain.error;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GatewayErrorTest {

    @Test
    void code_and_reference_agree_row_by_row() {
        List<String> code = Stream.of(GatewayError.values()).map(GatewayErrorTest::row).toList();

        assertThat(ErrorTable.rows("gateway-errors.md"))
                .as("docs/reference/gateway-errors.md; its rows are to be:%n%s", String.join("\n", code))
                .containsExactlyElementsOf(code);
    }

    private static String row(GatewayError error) {
        return "| %d | `%s` | %s | %s | %s | %s | %s |".formatted(error.status(),
                error == GatewayError.RESTRICTED_CATEGORY ? error.code() + "-{slug}" : error.code(),
                socks(error.socks()),
                error.proxyStatus().stream().map(ProxyStatusError::token).collect(Collectors.joining(" or ")),
                retry(error.retry()), error.fault().name().toLowerCase(Locale.ROOT), error.remedy());
    }

    private static String socks(SocksAnswer answer) {
        String login = answer.hasLogin() ? "L%02X".formatted(answer.login()) : "";
        String reply = answer.hasReply() ? "R%02X".formatted(answer.reply()) : "";
        if (login.isEmpty() && reply.isEmpty()) {
            return "–";
        }
        return login + (login.isEmpty() || reply.isEmpty() ? "" : ", ") + reply;
    }

    private static String retry(Retry retry) {
        return switch (retry) {
            case NO -> "no";
            case YES -> "yes";
            case AFTER_1S -> "after (1)";
            case AFTER_5S -> "after (5)";
            case AFTER_STATED -> "after";
        };
    }

    @Test
    void an_error_is_found_by_its_code_and_a_family_by_none() {
        for (GatewayError error : GatewayError.values()) {
            boolean family = error == GatewayError.RESTRICTED_CATEGORY;
            assertThat(GatewayError.byCode(error.code())).isEqualTo(family ? Optional.empty() : Optional.of(error));
        }
        assertThat(GatewayError.byCode("AUTH_FAILED")).isEmpty();
    }

    @Test
    void no_two_errors_share_a_code_and_one_alone_has_an_underscore() {
        assertThat(Stream.of(GatewayError.values()).map(GatewayError::code)).doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[a-z0-9-]+") || code.equals("insufficient_balance"));
    }

    @Test
    void every_failed_login_has_a_status_of_its_own() {
        List<Integer> logins = Stream.of(GatewayError.values()).map(GatewayError::socks).filter(SocksAnswer::hasLogin)
                .map(SocksAnswer::login).toList();

        assertThat(logins).doesNotHaveDuplicates().doesNotContain(0);
    }

    @Test
    void no_refusal_is_a_success_in_socks() {
        assertThat(Stream.of(GatewayError.values()).map(GatewayError::socks)).allMatch(
                answer -> answer.login() != 0 && answer.reply() != 0);
    }

    @Test
    void a_server_error_is_no_fault_of_the_client_but_for_two_that_have_no_other_status() {
        Set<GatewayError> clientsOwn = Set.of(GatewayError.UNSUPPORTED_VERSION, GatewayError.LOOP_DETECTED);

        assertThat(GatewayError.values()).allSatisfy(error -> assertThat(error.fault() == Fault.CLIENT).as("%s", error)
                .isEqualTo(error.status() < 500 || clientsOwn.contains(error)));
    }

    @Test
    void every_remedy_fits_into_a_header() {
        assertThat(GatewayError.values()).allSatisfy(
                error -> assertThat(error.remedy()).matches("[ -~]{1,200}").endsWith("."));
    }

    @Test
    void a_refusal_that_asks_to_wait_says_how_long() {
        assertThat(Refusal.of(GatewayError.RPS_LIMIT).retryAfter()).contains(Duration.ofSeconds(1));
        assertThat(Refusal.of(GatewayError.MAINTENANCE).retryAfter()).contains(Duration.ofSeconds(5));
        assertThat(Refusal.of(GatewayError.TARGET_CLOSED).retryAfter()).isEmpty();
    }

    @Test
    void a_detail_is_cut_and_can_never_end_its_header() {
        Refusal refusal = Refusal.of(GatewayError.BAD_REQUEST, "a\r\nX: b\tü" + "c".repeat(300));

        assertThat(refusal.detail()).hasSize(Refusal.MAX_DETAIL).startsWith("a??X: b??c");
    }

    @Test
    void a_category_ends_its_code() {
        Refusal plain = Refusal.of(GatewayError.RESTRICTED_CATEGORY);
        Refusal banking = new Refusal(plain.error(), Optional.of("banking"), plain.detail(),
                plain.proxyStatus(), plain.retryAfter(), plain.limit(), plain.delay());

        assertThat(banking.code()).isEqualTo("restricted-category-banking");
    }
}
