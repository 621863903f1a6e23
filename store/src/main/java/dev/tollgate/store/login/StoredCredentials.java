package dev.tollgate.store.login;

import dev.tollgate.domain.audit.Action;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.login.CredentialRepository;
import dev.tollgate.domain.login.PasswordHash;
import dev.tollgate.domain.member.Member;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.store.audit.Change;
import dev.tollgate.store.audit.ChangeLog;
import dev.tollgate.store.database.Database;
import dev.tollgate.store.member.MemberTable;
import java.time.Instant;
import java.util.Optional;

/// What members sign in with. Thread-safe.
public final class StoredCredentials implements CredentialRepository {
    private final Database database;
    private final ChangeLog changes;

    public StoredCredentials(Database database, ChangeLog changes) {
        this.database = database;
        this.changes = changes;
    }

    @Override
    public Optional<Credentials> find(String email) {
        return database.read(handle -> new MemberTable(handle).findByEmail(email)
                .map(found -> new Credentials(found.member(), found.password(),
                        new SecondFactorTable(handle).find(found.member().id()).filter(one -> one.confirmed()))));
    }

    @Override
    public Optional<Member> accept(Author author, SecretHash code, PasswordHash password, Instant now) {
        return database.write(handle -> {
            MemberTable table = new MemberTable(handle);
            return table.invited(code, now).map(member -> {
                Member accepted = member.accepting().changed();
                table.accept(accepted, password);
                changes.add(handle, author, Change.changed(Action.MEMBER_ACCEPT, member.id(), member.facts(),
                        accepted.facts()).in(member.account()));
                return accepted;
            });
        });
    }

    @Override
    public Optional<Member> invited(SecretHash code, Instant now) {
        return database.read(handle -> new MemberTable(handle).invited(code, now));
    }
}
