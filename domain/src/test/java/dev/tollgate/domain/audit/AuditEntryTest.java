package dev.tollgate.domain.audit;

import dev.tollgate.domain.address.IpAddress;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AuditEntryTest {
    private static final Author TOKEN = Author.token("tok_1", "usr_1", IpAddress.parse("203.0.113.7").orElseThrow(),
            "req_1");
    private static final Difference DIFFERENCE = Difference.between(Facts.none().with("status", "active"),
            Facts.none().with("status", "disabled"));

    private static AuditEntry entry(long seq, String prevHash) {
        return AuditEntry.next("aud_1", seq, Instant.parse("2026-06-02T10:00:00.9Z"), Optional.of("usr_1"), TOKEN,
                Action.SUBUSER_UPDATE, Optional.of("sub_1"), DIFFERENCE, prevHash);
    }

    @Test
    void its_canonical_form_is_what_the_api_shows_without_the_hashes() {
        assertThat(entry(7, AuditEntry.GENESIS).canonical()).isEqualTo("""
                {"account":"usr_1","action":"subuser.update",\
                "actor":{"id":"tok_1","ip":"203.0.113.7","type":"token"},"after":{"status":"disabled"},\
                "at":"2026-06-02T10:00:00Z","before":{"status":"active"},"id":"aud_1","object":"sub_1",\
                "request_id":"req_1","seq":7}""");
    }

    @Test
    void its_hash_is_sha256_over_the_hash_before_and_the_canonical_form() {
        // printf '%064d%s' 0 '{"account":…}' | sha256sum
        assertThat(entry(7, AuditEntry.GENESIS).hash())
                .isEqualTo("53cb6bc587398db95ce1237f03c57d0a2dd34c463d901e71650423c19fa64062");
    }

    @Test
    void it_follows_on_the_entry_with_that_hash_alone() {
        AuditEntry first = entry(1, AuditEntry.GENESIS);
        AuditEntry second = entry(2, first.hash());

        assertThat(first.follows(AuditEntry.GENESIS)).isTrue();
        assertThat(second.follows(first.hash())).isTrue();
        assertThat(second.follows(AuditEntry.GENESIS)).isFalse();
    }

    @Test
    void an_entry_that_was_changed_does_not_follow() {
        AuditEntry honest = entry(1, AuditEntry.GENESIS);

        AuditEntry forged = new AuditEntry(honest.id(), 1, honest.at(), honest.account(), honest.actor(),
                honest.action(), Optional.of("sub_2"), honest.before(), honest.after(), honest.request(), honest
                        .prevHash(),
                honest.hash());

        assertThat(forged.follows(AuditEntry.GENESIS)).isFalse();
    }
}
