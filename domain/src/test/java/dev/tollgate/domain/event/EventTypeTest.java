package dev.tollgate.domain.event;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.audit.Facts;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventTypeTest {
    /// Copied from A§12.
    private static final String LISTED = """
            subuser.created .updated .disabled .deleted .password_rotated .old_password_late
            subuser.quota_soft .quota_reached
            whitelist.added .removed
            token.created .rotated .revoked .old_token_late
            session.repinned .lost
            order.completed .failed
            batch.expiring .expired .released
            ip.replaced .health_low
            balance.low .exhausted
            subscription.renewed .ended
            report.completed .failed
            alert.fired .resolved
            kyc.updated
            account.suspended .restored
            exit.ejected .returned .hot .quarantined
            pool.short
            node.joined .lost
            certificate.expiring""";

    @Test
    void the_events_are_those_of_the_contract() {
        assertThat(LISTED.lines().flatMap(line -> {
            String kind = line.substring(0, line.indexOf('.'));
            return Arrays.stream(line.substring(kind.length()).split(" ")).map(verb -> kind + verb);
        }).toList()).isEqualTo(Arrays.stream(EventType.values()).map(EventType::word).toList());
    }

    @Test
    void only_the_operator_hears_of_exits_pools_nodes_and_certificates() {
        assertThat(Arrays.stream(EventType.values()).filter(EventType::operatorOnly).map(EventType::word))
                .allMatch(word -> word.matches("(exit|pool|node|certificate)\\..*")).hasSize(8);
    }

    @Test
    void its_body_is_that_of_the_contract() {
        Event event = new Event(EventType.SUBUSER_DISABLED, new AccountId("usr_1"), Environment.LIVE,
                Facts.none().with("subuser", "sub_01JD3Y7").with("by", "tok_01JD3XA"));

        assertThat(event.body("evt_01JD4AA", Instant.parse("2026-06-02T10:00:00Z"))).isEqualTo("""
                {"created_at":"2026-06-02T10:00:00Z","data":{"by":"tok_01JD3XA","subuser":"sub_01JD3Y7"},\
                "environment":"live","id":"evt_01JD4AA","type":"subuser.disabled"}""");
    }
}
