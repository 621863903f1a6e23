package dev.tollgate.app.wiring;

import dev.tollgate.domain.account.Environment;
import dev.tollgate.app.Records;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.traffic.ExchangeRecord.Caller;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LastUsesTest {
    private static final SubUserId SUB_USER = new SubUserId("sub_1");
    private static final Instant NOON = Instant.parse("2026-06-02T12:00:00Z");

    private final LastUses uses = new LastUses();

    private void used(boolean proven, Instant at) {
        uses.accept(Records.served().caller(new Caller(Optional.empty(), Optional.of(SUB_USER), Optional.of("s1"),
                proven, Optional.empty(), Optional.empty(), Environment.LIVE)).startedAt(at).ended());
    }

    @Test
    void who_was_never_seen_was_never_used() {
        assertThat(uses.lastUsed(SUB_USER)).isEmpty();
    }

    @Test
    void the_latest_use_is_told_in_whatever_order_exchanges_end() {
        used(true, NOON.plusSeconds(1));
        used(true, NOON);

        assertThat(uses.lastUsed(SUB_USER)).contains(NOON.plusSeconds(1));
    }

    @Test
    void a_wrong_password_is_no_use() {
        used(false, NOON);

        assertThat(uses.lastUsed(SUB_USER)).isEmpty();
    }
}
