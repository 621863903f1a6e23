package dev.tollgate.domain.member;

import dev.tollgate.domain.token.Scope;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The role table of A§3.
final class RoleTest {
    @Test
    void each_role_has_the_rights_of_the_table() {
        assertThat(Role.OWNER.scopes(false)).containsExactly(Scope.ALL);
        assertThat(Role.ADMIN.scopes(false)).containsExactly(Scope.ALL);
        assertThat(Role.DEVELOPER.scopes(false)).containsExactly(Scope.READ, Scope.SUBUSERS_WRITE,
                Scope.WHITELISTS_WRITE, Scope.TRAFFIC_READ);
        assertThat(Role.BILLING.scopes(false)).containsExactly(Scope.READ, Scope.ORDERS_WRITE, Scope.TRAFFIC_READ,
                Scope.REPORTS_WRITE);
        assertThat(Role.VIEWER.scopes(false)).containsExactly(Scope.READ, Scope.TRAFFIC_READ);
    }

    @Test
    void the_owners_of_the_operator_account_have_the_operators_rights_too() {
        assertThat(Role.OWNER.scopes(true)).containsExactly(Scope.ALL, Scope.OPERATOR_ALL);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OWNER")
    void nobody_else_in_the_operator_account_has_them(Role role) {
        assertThat(role.scopes(true)).isEqualTo(role.scopes(false)).doesNotContain(Scope.OPERATOR_ALL);
        assertThat(Scope.anySatisfied(Set.of(Scope.OPERATOR_READ), role.scopes(true))).isFalse();
    }
}
