package dev.tollgate.domain.token;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.brand.Brand;
import dev.tollgate.domain.secret.SecretMaker;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TokenTest {
    private static final Brand BRAND = new Brand("helo_", "X-Helodata-", "hel_live_", "hel_test_", "helodata",
            "tollgate",
            "tollgate", "Tollgate", Optional.empty(), 7777, Optional.empty());
    private static final String CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz01";

    @ParameterizedTest
    @EnumSource
    void a_drawn_token_is_read_back_as_itself(Environment environment) {
        TokenSecret drawn = TokenSecret.draw(environment, new SecretMaker(new Random(1)));

        TokenSecret read = TokenSecret.parse(drawn.whole(BRAND).reveal(), BRAND).orElseThrow();

        assertThat(read.environment()).isEqualTo(environment);
        assertThat(read.characters().reveal()).isEqualTo(drawn.characters().reveal()).matches("[0-9A-Za-z]{64}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hel_live_", "hel_live", CHARACTERS, "hel_dev_" + CHARACTERS, "HEL_LIVE_" + CHARACTERS,
        " hel_live_" + CHARACTERS, "hel_live_" + CHARACTERS + " ", "hel_live_" + CHARACTERS + "a",
        "hel_live__123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz01",
        "hel_live_é123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz01"})
    void what_is_not_exactly_a_token_is_none(String text) {
        assertThat(TokenSecret.parse(text, BRAND)).isEmpty();
    }

    @Test
    void the_hint_shows_the_prefix_and_four_characters() {
        TokenSecret token = TokenSecret.parse("hel_live_" + CHARACTERS, BRAND).orElseThrow();

        assertThat(token.hint(BRAND)).isEqualTo("hel_live_…yz01");
        assertThat(token.toString()).doesNotContain("yz01");
    }

    @ParameterizedTest
    @EnumSource
    void a_star_is_everything_in_the_account_and_never_the_operators(Scope needed) {
        assertThat(Scope.ALL.satisfies(needed)).isEqualTo(!needed.operator());
        assertThat(Scope.OPERATOR_ALL.satisfies(needed)).isEqualTo(needed.operator());
    }

    @ParameterizedTest
    @EnumSource
    void every_other_scope_permits_itself_alone(Scope held) {
        for (Scope needed : Scope.values()) {
            boolean star = held == Scope.ALL || held == Scope.OPERATOR_ALL;
            assertThat(held.satisfies(needed)).as("%s for %s", held, needed)
                    .isEqualTo(held == needed || (star && needed.operator() == held.operator()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_scope_is_found_by_its_text(Scope scope) {
        assertThat(Scope.byText(scope.text())).contains(scope);
        assertThat(scope.operator()).isEqualTo(scope.text().startsWith("operator:"));
    }

    @Test
    void a_token_may_what_any_of_its_scopes_permits() {
        ApiToken token = new ApiToken(new TokenId("tok_a"), new AccountId("usr_a"), "a", Environment.LIVE,
                Set.of(Scope.READ), List.of(), "", Instant.EPOCH, Optional.empty(), Optional.empty(), 1);

        assertThat(token.mayAny(Set.of(Scope.READ, Scope.TRAFFIC_READ))).isTrue();
        assertThat(token.mayAny(Set.of(Scope.TRAFFIC_READ))).isFalse();
        assertThat(token.mayAny(Set.of())).isFalse();
    }
}
