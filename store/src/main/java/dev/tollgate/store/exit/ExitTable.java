package dev.tollgate.store.exit;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.exit.Exit;
import dev.tollgate.domain.exit.ExitId;
import dev.tollgate.domain.exit.ExitKind;
import dev.tollgate.domain.exit.ExitLabels;
import dev.tollgate.domain.exit.ExitState;
import dev.tollgate.store.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// The table `exits`, with each exit's rows of `exit_labels`.
public final class ExitTable {
    private final Handle handle;
    private final ExitLabelTable labels;

    public ExitTable(Handle handle) {
        this.handle = handle;
        this.labels = new ExitLabelTable(handle);
    }

    /// Oldest first.
    public List<Exit> all() {
        Map<ExitId, ExitLabels> byExit = labels.all();
        return handle.select("SELECT id, name, kind, exit_ip, weight, state FROM exits ORDER BY id")
                .map((row, _) -> exit(row, byExit)).list();
    }

    void insert(Exit exit) {
        handle.createUpdate("""
                INSERT INTO exits (id, name, kind, exit_ip, weight, state)
                VALUES (:id, :name, :kind, :exitIp, :weight, :state)""")
                .bind("id", exit.id().value())
                .bind("name", exit.name())
                .bind("kind", Columns.word(exit.kind()))
                .bind("exitIp", exit.exitIp().map(IpAddress::toString))
                .bind("weight", exit.weight())
                .bind("state", Columns.word(exit.state()))
                .execute();
        labels.insert(exit.id(), exit.labels());
    }

    private static Exit exit(ResultSet row, Map<ExitId, ExitLabels> labels) throws SQLException {
        ExitId id = new ExitId(row.getString("id"));
        return new Exit(id, row.getString("name"), Columns.constant(ExitKind.class, row, "kind"),
                labels.getOrDefault(id, ExitLabelTable.NONE),
                Columns.optionalText(row, "exit_ip").map(text -> IpAddress.parse(text).orElseThrow()),
                row.getInt("weight"), Columns.constant(ExitState.class, row, "state"));
    }
}
