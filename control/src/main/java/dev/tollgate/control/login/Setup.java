package dev.tollgate.control.login;

import dev.tollgate.control.authentication.Visit;
import dev.tollgate.control.input.Problem;
import dev.tollgate.control.password.PasswordHasher;
import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.AccountRepository;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.id.Ulids;
import dev.tollgate.domain.login.PasswordHash;
import dev.tollgate.domain.login.SetupCode;
import dev.tollgate.domain.login.SetupRepository;
import dev.tollgate.domain.member.Member;
import dev.tollgate.domain.member.MemberId;
import dev.tollgate.domain.member.Role;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.secret.ServerKey;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Makes the first owner of the operator's account (A§3). Thread-safe.
public final class Setup {

    private final SetupRepository repository;
    private final AccountRepository accounts;
    private final Logins logins;
    private final PasswordHasher hasher;
    private final ServerKey key;
    private final Ulids ids;
    private final InstantSource clock;

    public Setup(SetupRepository repository, AccountRepository accounts, Logins logins, PasswordHasher hasher,
            ServerKey key, Ulids ids, InstantSource clock) {
        this.repository = repository;
        this.accounts = accounts;
        this.logins = logins;
        this.hasher = hasher;
        this.key = key;
        this.ids = ids;
        this.clock = clock;
    }

    /// Whether there is nothing to set up any more.
    public boolean over() {
        return repository.over();
    }

    public Entry complete(Visit visit, SetUp command) {
        SecretHash code = SetupCode.hash(command.code(), key);
        return logins.attempted(visit, () -> switch (repository.state(code)) {
            case OVER -> Optional.of(notThere());
            case WRONG -> Optional.empty();
            case RIGHT -> hasher.hash(command.password()).map(password -> made(visit, command, code, password))
                    .orElseGet(() -> Optional.of(Logins.busy()));
        });
    }

    private Optional<Entry> made(Visit visit, SetUp command, SecretHash code, PasswordHash password) {
        Account operator = accounts.operator()
                .orElseThrow(() -> new IllegalStateException("the operator's account is missing"));
        Member owner = Member.invited(new MemberId(MemberId.PREFIX + ids.next()), operator.id(), command.email(),
                Optional.empty(), Role.OWNER, clock.instant().truncatedTo(ChronoUnit.MILLIS)).accepting();
        return switch (repository.complete(Logins.author(visit, owner), code, owner, password)) {
            case COMPLETED -> logins.entered(visit, owner);
            case WRONG -> Optional.empty();
            case OVER -> Optional.of(notThere());
            case EMAIL_TAKEN -> Optional.of(new Entry.Rejected(Problem.of(ApiError.EMAIL_TAKEN)));
        };
    }

    private static Entry notThere() {
        return new Entry.Rejected(Problem.of(ApiError.NOT_FOUND));
    }
}
