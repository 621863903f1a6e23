package dev.tollgate.control;

import dev.tollgate.control.attempt.Attempts;
import dev.tollgate.control.authentication.Authenticator;
import dev.tollgate.control.authentication.MemberAuthenticator;
import dev.tollgate.control.authentication.Sessions;
import dev.tollgate.control.input.Cursors;
import dev.tollgate.control.login.LoginOperations;
import dev.tollgate.control.login.Logins;
import dev.tollgate.control.login.Setup;
import dev.tollgate.control.member.MemberOperations;
import dev.tollgate.control.member.Members;
import dev.tollgate.control.mfa.SecondFactors;
import dev.tollgate.control.mfa.SecurityOperations;
import dev.tollgate.control.password.PasswordHasher;
import dev.tollgate.control.route.Operation;
import dev.tollgate.control.route.Route;
import dev.tollgate.domain.brand.Brand;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Members, their sessions and what they sign in with, put together. Thread-safe.
///
/// @param hasher has threads of its own
record MemberParts(MemberAuthenticator authenticator, Map<Route, Operation> operations, PasswordHasher hasher)
        implements
            AutoCloseable {

    static MemberParts of(ApiPorts ports, Authenticator authenticator, Cursors cursors, Supplier<Brand> brand) {
        MemberPorts members = ports.members();
        Sessions sessions = new Sessions(members.sessions(), ports.key());
        PasswordHasher hasher = new PasswordHasher(members.passwords(), ports.secrets()::bytes);
        Attempts attempts = new Attempts(members.attempts(), ports.ids(), ports.clock());
        SecondFactors factors = new SecondFactors(members.secondFactors(), members.sealing(), ports.key(),
                ports.secrets());
        Logins logins = new Logins(new Logins.Means(members.credentials(), sessions, factors, attempts, hasher,
                ports.secrets(), ports.key(), authenticator::unauthenticated), ports.clock());
        Setup setup = new Setup(members.setup(), ports.accounts(), logins, hasher, ports.key(), ports.ids(),
                ports.clock());
        Map<Route, Operation> all = new HashMap<>();
        all.putAll(new MemberOperations(new Members(members.members(), ports.key(), ports.secrets(), ports.ids(),
                ports.clock()), cursors, authenticator::insufficient).all());
        all.putAll(new LoginOperations(logins, setup, sessions, ports.clock()).all());
        all.putAll(new SecurityOperations(factors, attempts, () -> brand.get().productName(), ports.clock()).all());
        return new MemberParts(new MemberAuthenticator(sessions, ports.accounts(), brand), Map.copyOf(all), hasher);
    }

    @Override
    public void close() {
        hasher.close();
    }
}
