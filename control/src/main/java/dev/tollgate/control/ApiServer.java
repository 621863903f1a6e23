package dev.tollgate.control;

import dev.tollgate.control.account.AccountOperations;
import dev.tollgate.control.account.Accounts;
import dev.tollgate.control.account.ManagedAccountOperations;
import dev.tollgate.control.account.Plans;
import dev.tollgate.control.authentication.Authenticator;
import dev.tollgate.control.authentication.CallerAddress;
import dev.tollgate.control.http.Dispatcher;
import dev.tollgate.control.http.HttpListener;
import dev.tollgate.control.http.ListenException;
import dev.tollgate.control.http.ListenerSettings;
import dev.tollgate.control.http.OtherAccount;
import dev.tollgate.control.http.PassedOn;
import dev.tollgate.control.http.TlsIdentity;
import dev.tollgate.control.input.Cursors;
import dev.tollgate.control.plan.PlanCatalogue;
import dev.tollgate.control.plan.PlanOperations;
import dev.tollgate.control.route.ApiRoutes;
import dev.tollgate.control.route.Operation;
import dev.tollgate.control.route.Route;
import dev.tollgate.control.subuser.SubUserOperations;
import dev.tollgate.control.subuser.SubUsers;
import dev.tollgate.control.system.SystemOperations;
import dev.tollgate.control.token.TokenOperations;
import dev.tollgate.control.whitelist.WhitelistOperations;
import dev.tollgate.control.whitelist.Whitelists;
import dev.tollgate.domain.traffic.RequestId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// The REST API, listening. Thread-safe.
public final class ApiServer implements AutoCloseable {

    private final HttpListener listener;
    private final MemberParts members;
    private final AtomicReference<ApiConfig> inForce;

    private ApiServer(HttpListener listener, MemberParts members, AtomicReference<ApiConfig> inForce) {
        this.listener = listener;
        this.members = members;
        this.inForce = inForce;
    }

    /// @throws ListenException if the address is taken or the TLS files are unusable; its message is one line for an operator
    public static ApiServer start(ApiConfig config, ApiPorts ports) {
        return start(config, ports, Optional.empty());
    }

    /// @param passedOn a socket that listens already, at the address of `config`, and is accepted from instead of a new one
    /// @throws ListenException if the address is taken or the TLS files are unusable; its message is one line for an operator
    public static ApiServer start(ApiConfig config, ApiPorts ports, Optional<PassedOn> passedOn) {
        AtomicReference<ApiConfig> inForce = new AtomicReference<>(config);
        Authenticator authenticator = new Authenticator(ports.tokens(), ports.accounts(), ports.key(),
                () -> inForce.get().brand());
        Cursors cursors = new Cursors(ports.key());
        MemberParts members = MemberParts.of(ports, authenticator, cursors, () -> inForce.get().brand());
        Map<Route, Operation> operations = operations(config, ports, cursors);
        operations.putAll(members.operations());
        Dispatcher dispatcher = new Dispatcher(ApiRoutes.ALL, operations, authenticator, members.authenticator(),
                new OtherAccount(ports.accounts(), () -> inForce.get().brand()),
                () -> new CallerAddress(inForce.get().trustedProxies()), ports.clock());
        HttpListener listener = new HttpListener(listenerSettings(config), passedOn, dispatcher,
                () -> new RequestId(RequestId.PREFIX + ports.ids().next()));
        listener.start();
        return new ApiServer(listener, members, inForce);
    }

    private static ListenerSettings listenerSettings(ApiConfig config) {
        return new ListenerSettings(config.address(), config.port(),
                config.tls().map(files -> TlsIdentity.read(files.certificate(), files.key())));
    }

    /// Does all of a change to `next` that can fail: reads the certificate, and opens another address. The version stays.
    ///
    /// @param undo takes what was opened, to be closed if the change does not come about
    /// @return puts it in force
    /// @throws ListenException if it cannot be; its message is one line for an operator
    public Runnable prepare(ApiConfig next, Consumer<AutoCloseable> undo) {
        ApiConfig now = inForce.get();
        boolean elsewhere = !next.address().equals(now.address()) || next.port() != now.port();
        Runnable change = listener.prepare(listenerSettings(next), elsewhere, undo);
        return () -> {
            change.run();
            inForce.set(next);
        };
    }

    /// Accepts nobody any more and ends connections as they fall idle; requests that are under way are answered.
    ///
    /// @return done when nobody is connected any more
    public Future<?> leave() {
        return listener.leave();
    }

    private static Map<Route, Operation> operations(ApiConfig config, ApiPorts ports, Cursors cursors) {
        Plans plans = new Plans(ports.plans());
        SubUsers subUsers = new SubUsers(ports.subUsers(), ports.publisher(), ports.key(), ports.secrets(), ports.ids(),
                ports.clock());
        Whitelists whitelists = new Whitelists(ports.whitelists(), ports.publisher(), ports.ids(), ports.clock());
        Map<Route, Operation> all = new HashMap<>();
        all.putAll(new SystemOperations(config.version(), ports.publisher(), ports.clock()).all());
        Accounts accounts = new Accounts(ports.accounts(), ports.ledger(), ports.publisher(), ports.ids(),
                ports.clock());
        all.putAll(new AccountOperations(accounts).all());
        all.putAll(new ManagedAccountOperations(accounts, ports.plans(), cursors).all());
        all.putAll(new PlanOperations(
                new PlanCatalogue(ports.plans(), ports.publisher(), ports.ids(), ports.clock()), cursors).all());
        all.putAll(new TokenOperations(plans).all());
        all.putAll(new SubUserOperations(subUsers, plans, ports.lastUse(), ports.publisher(), cursors, ports.clock())
                .all());
        all.putAll(new WhitelistOperations(whitelists, subUsers, ports.usernames(), ports.publisher(), cursors).all());
        return all;
    }

    /// The port it listens on.
    public int port() {
        return listener.port();
    }

    @Override
    public void close() {
        listener.close();
        members.close();
    }
}
