package dev.tollgate.store.login;

import dev.tollgate.domain.audit.Action;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.login.PasswordHash;
import dev.tollgate.domain.login.SetupRepository;
import dev.tollgate.domain.member.Member;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.store.audit.Change;
import dev.tollgate.store.audit.ChangeLog;
import dev.tollgate.store.database.Columns;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.member.MemberTable;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Whether the installation was set up. Thread-safe.
public final class StoredSetup implements SetupRepository {
    private final Database database;
    private final ChangeLog changes;

    public StoredSetup(Database database, ChangeLog changes) {
        this.database = database;
        this.changes = changes;
    }

    @Override
    public boolean offer(SecretHash code) {
        return database.write(handle -> handle.execute(
                "UPDATE installation SET setup_code = ? WHERE setup_code IS NULL AND NOT setup_over", code.hex()) == 1);
    }

    @Override
    public boolean over() {
        return database.read(handle -> handle.select("SELECT setup_over FROM installation").mapTo(Boolean.class).one());
    }

    @Override
    public State state(SecretHash code) {
        return database.read(handle -> state(handle, code));
    }

    @Override
    public Completion complete(Author author, SecretHash code, Member owner, PasswordHash password) {
        return database.write(handle -> switch (state(handle, code)) {
            case OVER -> Completion.OVER;
            case WRONG -> Completion.WRONG;
            case RIGHT -> completed(handle, author, owner, password);
        });
    }

    private Completion completed(Handle handle, Author author, Member owner, PasswordHash password) {
        MemberTable table = new MemberTable(handle);
        if (table.emailTaken(owner.email())) {
            return Completion.EMAIL_TAKEN;
        }
        table.insert(owner);
        table.accept(owner, password);
        handle.execute("UPDATE installation SET setup_code = NULL, setup_over = TRUE");
        changes.add(handle, author, Change.made(Action.MEMBER_CREATE, owner.id(), owner.facts()).in(owner.account()));
        return Completion.COMPLETED;
    }

    private static State state(Handle handle, SecretHash code) {
        record Kept(Optional<String> code, boolean over) {}
        Kept kept = handle.select("SELECT setup_code, setup_over FROM installation")
                .map((row, _) -> new Kept(Columns.optionalText(row, "setup_code"), row.getBoolean("setup_over"))).one();
        if (kept.over()) {
            return State.OVER;
        }
        return kept.code().map(SecretHash::ofHex).filter(code::matches).isPresent() ? State.RIGHT : State.WRONG;
    }
}
