package dev.tollgate.gateway.inbound;

import dev.tollgate.domain.admission.Admission;
import dev.tollgate.domain.admission.Authentication;
import dev.tollgate.domain.admission.Check;
import dev.tollgate.domain.admission.Credentials;
import dev.tollgate.domain.admission.Moment;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.Refusal;
import dev.tollgate.domain.exit.Exit;
import dev.tollgate.domain.exit.ExitChoice;
import dev.tollgate.domain.exit.ExitDirectory;
import dev.tollgate.domain.target.Target;
import dev.tollgate.gateway.connection.ClientConnection;
import dev.tollgate.gateway.connection.GatewayServices;
import dev.tollgate.gateway.record.Exchange;
import dev.tollgate.gateway.sandbox.Sandbox;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lets one exchange of a connection in, or says why not: runs the checks of G§10 in their order and keeps what they grant with
/// the connection. Confined to the connection's event loop.
public final class Entrance {
    private final ClientConnection connection;
    private final GatewayServices services;
    private @Nullable KeptExit kept;

    public Entrance(ClientConnection connection) {
        this.connection = connection;
        this.services = connection.services();
    }

    /// What came of asking to be let in.
    public sealed interface Entry {
        /// @param exit where the exchange leaves
        record Open(Admission.Admitted admitted, Exit exit) implements Entry {
            /// Whether it leaves nowhere: the built-in exit answers it (G§22).
            public boolean inSandbox() {
                return Sandbox.holds(admitted);
            }
        }

        record Closed(Refusal refusal) implements Entry {}
    }

    /// All checks up to `exit`, of a protocol that shows credentials with each request.
    ///
    /// @param keepsExit whether the exchange leaves where the connection's last one of the same username did: true for plain
    /// requests, while each tunnel is a fresh choice (G§14.3)
    /// @param promised whether the connection was kept for this exchange before the node began to drain (G§20)
    public Entry enter(Exchange exchange, Credentials credentials, Target target, boolean keepsExit,
            boolean promised) {
        exchange.target(target);
        Moment now = services.clock().now();
        Optional<Refusal> node = services.admitter().judgeNode(now, exchange.checks(), promised);
        if (node.isPresent()) {
            return new Entry.Closed(node.get());
        }
        return switch (authenticate(exchange, credentials, now)) {
            case Authentication.Unknown(Refusal refusal, var username, var named, var cause) ->
                new Entry.Closed(refusal);
            case Authentication.Authenticated client -> {
                connection.authenticated();
                yield admit(exchange, client, target, now, keepsExit);
            }
        };
    }

    /// Checks `credentials` to `credential`, where they run before the request is known, and of check `node` the part without
    /// which nobody can be recognised.
    public Authentication authenticate(Exchange exchange, Credentials credentials) {
        Moment now = services.clock().now();
        Optional<Refusal> blind = services.admitter().judgeSnapshot(now, exchange.checks());
        if (blind.isPresent()) {
            return new Authentication.Unknown(blind.get(), Optional.empty(), Optional.empty(), blind.get().error());
        }
        Authentication outcome = authenticate(exchange, credentials, now);
        if (outcome instanceof Authentication.Authenticated) {
            connection.loggedIn();
        }
        return outcome;
    }

    /// The rest, once the request is known.
    public Entry enter(Exchange exchange, Authentication.Authenticated client, Target target) {
        exchange.target(target);
        Moment now = services.clock().now();
        Optional<Refusal> node = services.admitter().judgeNode(now, exchange.checks());
        return node.isPresent() ? new Entry.Closed(node.get()) : admit(exchange, client, target, now, false);
    }

    private Authentication authenticate(Exchange exchange, Credentials credentials, Moment now) {
        Authentication outcome = services.admitter().authenticate(credentials, connection.source(), now,
                exchange.checks());
        exchange.authenticated(outcome);
        return outcome;
    }

    private Entry admit(Exchange exchange, Authentication.Authenticated client, Target target, Moment now,
            boolean keepsExit) {
        return switch (services.admitter().admit(client, target, connection.insideTls(), connection.permit(), now,
                exchange.checks())) {
            case Admission.Refused(Refusal refusal) -> {
                connection.refusedWithoutSlot();
                yield new Entry.Closed(refusal);
            }
            case Admission.Admitted admission -> {
                connection.hold(admission.permit());
                exchange.admitted();
                yield Sandbox.holds(admission)
                        ? enterSandbox(exchange, admission, target)
                        : leave(exchange, admission, keepsExit);
            }
        };
    }

    /// The built-in exit fits every wish; nothing is looked up, and nothing dialled.
    private static Entry enterSandbox(Exchange exchange, Admission.Admitted admission, Target target) {
        exchange.checks().pass(Check.EXIT);
        exchange.checks().skip(Check.RESOLVE);
        Optional<Refusal> asked = Sandbox.refusal(target, admission.allowance());
        if (asked.isPresent()) {
            exchange.checks().fail(Check.DIAL);
            return new Entry.Closed(asked.get());
        }
        exchange.checks().skip(Check.DIAL);
        return new Entry.Open(admission, Sandbox.EXIT);
    }

    private Entry leave(Exchange exchange, Admission.Admitted admission, boolean keepsExit) {
        ExitDirectory exits = services.snapshots().current().exits();
        return switch (keepsExit ? chooseOrKeep(admission, exits) : choose(admission, exits)) {
            case ExitChoice.NoneFits() -> {
                exchange.checks().fail(Check.EXIT);
                yield new Entry.Closed(Refusal.of(GatewayError.NO_EXIT_AVAILABLE));
            }
            case ExitChoice.Chosen(Exit exit) -> {
                exchange.checks().pass(Check.EXIT);
                exchange.exit(exit);
                yield new Entry.Open(admission, exit);
            }
        };
    }

    private ExitChoice chooseOrKeep(Admission.Admitted admission, ExitDirectory exits) {
        String username = admission.username().text();
        if (kept != null && kept.holds(username, admission.wish(), exits)) {
            return kept.choice();
        }
        ExitChoice choice = choose(admission, exits);
        kept = choice instanceof ExitChoice.Chosen chosen ? new KeptExit(username, chosen, exits) : null;
        return choice;
    }

    private ExitChoice choose(Admission.Admitted admission, ExitDirectory exits) {
        return exits.choose(admission.wish(), connection.loop().random());
    }
}
