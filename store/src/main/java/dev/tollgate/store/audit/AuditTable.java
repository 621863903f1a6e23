package dev.tollgate.store.audit;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.audit.Actor;
import dev.tollgate.domain.audit.AuditEntry;
import dev.tollgate.domain.audit.AuditLog;
import dev.tollgate.store.database.Columns;
import dev.tollgate.store.database.Conditions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;

/// The tables `audit` and `audit_chain`.
final class AuditTable {
    private static final String COLUMNS = """
            SELECT seq, id, at, account, actor_type, actor_id, actor_ip, action, object, before_facts, after_facts,
                request, prev_hash, hash
            FROM audit
            """;

    private final Handle handle;

    AuditTable(Handle handle) {
        this.handle = handle;
    }

    /// One end of the chain: the number and hash of an entry.
    record End(long seq, String hash) {}

    /// The newest entry.
    End end() {
        return handle.select("SELECT last_seq, last_hash FROM audit_chain")
                .map((row, _) -> new End(row.getLong("last_seq"), row.getString("last_hash"))).one();
    }

    /// The entry before the oldest one that is kept.
    End anchor() {
        return handle.select("SELECT pruned_seq, pruned_hash FROM audit_chain")
                .map((row, _) -> new End(row.getLong("pruned_seq"), row.getString("pruned_hash"))).one();
    }

    void insert(AuditEntry entry) {
        handle.createUpdate("""
                INSERT INTO audit (seq, id, at, account, actor_type, actor_id, actor_ip, action, object, before_facts,
                    after_facts, request, prev_hash, hash)
                VALUES (:seq, :id, :at, :account, :actorType, :actorId, :actorIp, :action, :object, :before, :after,
                    :request, :prevHash, :hash)""")
                .bind("seq", entry.seq())
                .bind("id", entry.id())
                .bind("at", entry.at().toEpochMilli())
                .bind("account", entry.account())
                .bind("actorType", entry.actor().type().word())
                .bind("actorId", entry.actor().id())
                .bind("actorIp", entry.actor().source().map(IpAddress::toString))
                .bind("action", entry.action())
                .bind("object", entry.object())
                .bind("before", entry.before())
                .bind("after", entry.after())
                .bind("request", entry.request())
                .bind("prevHash", entry.prevHash())
                .bind("hash", entry.hash())
                .execute();
    }

    List<AuditEntry> list(AuditLog.Filter filter, int limit, OptionalLong before) {
        Conditions conditions = new Conditions()
                .and("seq < :before", "before", Optional.of(before.orElse(Long.MAX_VALUE)))
                .and("account = :account", "account", filter.account())
                .and("action = :action", "action", filter.action())
                .and("object = :object", "object", filter.object())
                .and("at >= :from", "from", filter.from().map(Instant::toEpochMilli))
                .and("at < :to", "to", filter.to().map(Instant::toEpochMilli));
        filter.actor().ifPresent(actor -> conditions.and(type(actor) ? "actor_type = :actor" : "actor_id = :actor",
                "actor", Optional.of(actor)));
        return handle.createQuery(COLUMNS + "WHERE " + conditions.sql() + " ORDER BY seq DESC LIMIT :limit")
                .bindMap(conditions.values())
                .bind("limit", limit)
                .map((row, _) -> entry(row))
                .list();
    }

    private static boolean type(String actor) {
        return Arrays.stream(Actor.Type.values()).anyMatch(type -> type.word().equals(actor));
    }

    /// From the oldest on.
    ResultIterable<AuditEntry> all() {
        return handle.createQuery(COLUMNS + "ORDER BY seq").map((row, _) -> entry(row));
    }

    /// Of the oldest entries, so many at most, the last of those that were all made before that moment.
    Optional<End> lastBefore(Instant moment, int atMost) {
        Optional<End> last = Optional.empty();
        for (Aged entry : oldest(atMost)) {
            if (!entry.at().isBefore(moment)) {
                return last;
            }
            last = Optional.of(entry.end());
        }
        return last;
    }

    private record Aged(Instant at, End end) {}

    private List<Aged> oldest(int atMost) {
        return handle.select("SELECT seq, at, hash FROM audit ORDER BY seq LIMIT ?", atMost)
                .map((row, _) -> new Aged(Columns.moment(row, "at"),
                        new End(row.getLong("seq"), row.getString("hash"))))
                .list();
    }

    /// Removes the entries up to that one, which becomes the anchor.
    ///
    /// @return how many
    int prune(End last) {
        handle.execute("UPDATE audit_chain SET pruned_seq = ?, pruned_hash = ?", last.seq(), last.hash());
        return handle.execute("DELETE FROM audit WHERE seq <= ?", last.seq());
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(row.getString("id"), row.getLong("seq"), Columns.moment(row, "at"),
                Columns.optionalText(row, "account"),
                new Actor(Columns.constant(Actor.Type.class, row, "actor_type"), Columns.optionalText(row, "actor_id"),
                        Columns.optionalText(row, "actor_ip").flatMap(IpAddress::parse)),
                row.getString("action"), Columns.optionalText(row, "object"), Columns.optionalText(row, "before_facts"),
                Columns.optionalText(row, "after_facts"), Columns.optionalText(row, "request"),
                row.getString("prev_hash"), row.getString("hash"));
    }
}
