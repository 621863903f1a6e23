package dev.tollgate.store.node;

import dev.tollgate.domain.audit.Action;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.node.KnownNode;
import dev.tollgate.domain.node.NodeName;
import dev.tollgate.domain.node.NodeReport;
import dev.tollgate.domain.node.NodeRepository;
import dev.tollgate.domain.node.NodeState;
import dev.tollgate.store.audit.Change;
import dev.tollgate.store.audit.ChangeLog;
import dev.tollgate.store.database.Columns;
import dev.tollgate.store.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `nodes`. Thread-safe.
public final class StoredNodes implements NodeRepository {
    private static final String COLUMNS = "name, boot, version, started_at, seen_at, state, revision, draining";

    private final Database database;
    private final ChangeLog changes;

    public StoredNodes(Database database, ChangeLog changes) {
        this.database = database;
        this.changes = changes;
    }

    @Override
    public KnownNode report(NodeReport report) {
        return database.write(handle -> keep(handle, report));
    }

    private static KnownNode keep(Handle handle, NodeReport report) {
        return handle.createQuery("""
                INSERT INTO nodes (name, boot, version, started_at, seen_at, state, revision, draining)
                VALUES (:name, :boot, :version, :startedAt, :seenAt, :state, :revision, FALSE)
                ON CONFLICT (name) DO UPDATE
                SET boot = excluded.boot, version = excluded.version, started_at = excluded.started_at,
                    seen_at = excluded.seen_at, state = excluded.state, revision = excluded.revision,
                    draining = nodes.draining AND nodes.boot = excluded.boot
                RETURNING\s""" + COLUMNS)
                .bind("name", report.name().value())
                .bind("boot", report.boot())
                .bind("version", report.version())
                .bind("startedAt", report.startedAt().toEpochMilli())
                .bind("seenAt", report.at().toEpochMilli())
                .bind("state", Columns.word(report.state()))
                .bind("revision", report.revision())
                .map((row, _) -> node(row)).one();
    }

    @Override
    public List<KnownNode> list() {
        return database.read(handle -> handle.select("SELECT " + COLUMNS + " FROM nodes ORDER BY name")
                .map((row, _) -> node(row)).list());
    }

    @Override
    public Optional<KnownNode> drain(Author author, NodeName name, boolean drained) {
        return database.write(handle -> find(handle, name).map(before -> {
            KnownNode after = new KnownNode(before.report(), drained);
            if (!after.equals(before)) {
                handle.execute("UPDATE nodes SET draining = ? WHERE name = ?", drained, name.value());
                changes.add(handle, author, Change.changed(drained ? Action.NODE_DRAIN : Action.NODE_RESUME, name,
                        before.facts(), after.facts()));
            }
            return after;
        }));
    }

    private static Optional<KnownNode> find(Handle handle, NodeName name) {
        return handle.select("SELECT " + COLUMNS + " FROM nodes WHERE name = ?", name.value())
                .map((row, _) -> node(row)).findOne();
    }

    @Override
    public void leave(NodeName name, String boot) {
        database.write(handle -> handle.execute("DELETE FROM nodes WHERE name = ? AND boot = ?", name.value(), boot));
    }

    @Override
    public void forgetSilentSince(Instant end) {
        database.write(handle -> handle.execute("DELETE FROM nodes WHERE seen_at < ?", end.toEpochMilli()));
    }

    private static KnownNode node(ResultSet row) throws SQLException {
        NodeReport report = new NodeReport(new NodeName(row.getString("name")), row.getString("boot"),
                row.getString("version"), Columns.moment(row, "started_at"), Columns.moment(row, "seen_at"),
                Columns.constant(NodeState.class, row, "state"), row.getLong("revision"));
        return new KnownNode(report, row.getBoolean("draining"));
    }
}
