package dev.tollgate.domain.member;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// RFC 5321, section 4.1.2.
final class EmailAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"a@b.example", "operator@localhost", "first.last+tag@sub.acme.example",
        "!#$%&'*+/=?^_`{|}~-@a.b",
        "\"quoted local\"@a.b", "\"a\\\"@b\"@a.b", "a@1.example", "a@xn--bcher-kva.example", "a@[192.0.2.1]",
        "a@[IPv6:2001:db8::1]", "a@[ipv6:::1]"})
    void these_are_addresses(String text) {
        assertThat(EmailAddress.wellFormed(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "@", "a@", "@b", "a@b@c", ".a@b", "a.@b", "a..b@c", "a b@c", "a@b c", "a@-b",
        "a@b-", "a@b..c",
        "a@.b", "a@b.", "a@b_c", "ä@b", "a@bücher.example", "a\u0000@b", "a@b\n", "\na@b", "\"a@b", "\"a\"b@c",
        "\"a\\\"@b",
        "a@[192.0.2]", "a@[192.0.2.1", "a@192.0.2.1]", "a@[2001:db8::1]", "a@[IPv6:192.0.2.1]", "a@[]", "a,b@c",
        "<a@b>"})
    void these_are_none(String text) {
        assertThat(EmailAddress.wellFormed(text)).isFalse();
    }

    @Test
    void its_parts_have_a_longest() {
        String label = "b".repeat(63);
        assertThat(EmailAddress.wellFormed("a".repeat(64) + "@b")).isTrue();
        assertThat(EmailAddress.wellFormed("a".repeat(65) + "@b")).isFalse();
        assertThat(EmailAddress.wellFormed("a@" + label)).isTrue();
        assertThat(EmailAddress.wellFormed("a@" + label + "b")).isFalse();
        String longest = "a@" + label + "." + label + "." + label + "." + "b".repeat(60);
        assertThat(longest).hasSize(EmailAddress.LONGEST);
        assertThat(EmailAddress.wellFormed(longest)).isTrue();
        assertThat(EmailAddress.wellFormed(longest + "b")).isFalse();
    }

    @Test
    void case_alone_makes_no_other_address() {
        assertThat(EmailAddress.folded("Ada@Acme.Example")).isEqualTo(EmailAddress.folded("aDA@aCME.eXAMPLE"));
    }
}
