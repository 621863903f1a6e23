package dev.tollgate.app.wiring;

import dev.tollgate.app.cli.UserError;
import dev.tollgate.app.data.DataDirectory;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.gateway.dial.Dialer;
import dev.tollgate.gateway.dial.ExitDialer;
import dev.tollgate.gateway.dial.SocketConnector;
import dev.tollgate.gateway.dial.TargetTlsContext;
import dev.tollgate.gateway.dial.resolve.TargetAddresses;
import dev.tollgate.gateway.dial.resolve.TargetResolver;
import dev.tollgate.gateway.forward.TargetHandshake;
import dev.tollgate.gateway.transport.SocketBudget;
import dev.tollgate.gateway.transport.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What leads from here to targets: name servers, sockets, the roots they are trusted by; and others when the settings change.
/// Thread-safe.
final class WayOut implements Part {
    /// By then nobody resolves by name servers that were replaced.
    private static final Duration OLD_RESOLVER = Duration.ofMinutes(1);

    private final Transport transport;
    private final SocketBudget sockets;
    private final Function<TargetResolver, TargetAddresses> judged;
    private final Watch watch;
    private volatile Way inForce;
    private volatile Lookups lookupsBefore = new Lookups(0, 0);

    /// How often resolvers that were replaced looked for names.
    private record Lookups(long all, long failed) {}

    /// @param settings what it goes by
    /// @param trustFiles as they were when `tls` read them
    private record Way(Settings settings, TargetResolver resolver, Dialer dialer, TargetTlsContext tls,
            FileStates trustFiles) {}

    /// @param judged judges what a resolver finds
    /// @throws UserError if the roots that targets are trusted by cannot be read
    WayOut(Settings first, Transport transport, SocketBudget sockets,
            Function<TargetResolver, TargetAddresses> judged, Watch watch) {
        this.transport = transport;
        this.sockets = sockets;
        this.judged = judged;
        this.watch = watch;
        this.inForce = way(first, resolver(first), targetTls(first));
    }

    /// By what is in force when it is called.
    ExitDialer dialer() {
        return (request, on, done) -> inForce.dialer().dial(request, on, done);
    }

    /// By what is in force when it is called.
    TargetHandshake tls() {
        return (channel, host, port, limit, done) -> inForce.tls().handshake(channel, host, port, limit, done);
    }

    /// The one in force.
    TargetResolver resolver() {
        return inForce.resolver();
    }

    /// Names of targets that were looked up since the start.
    long lookups() {
        return lookupsBefore.all() + inForce.resolver().lookups();
    }

    /// Those of them that have no address.
    long failedLookups() {
        return lookupsBefore.failed() + inForce.resolver().failures();
    }

    @Override
    public Runnable prepare(Settings next, Closing undo) {
        Way now = inForce;
        boolean sameNames = next.dns().equals(now.settings().dns())
                && next.timeouts().dns().equals(now.settings().timeouts().dns());
        boolean sameRoots = FileStates.of(trustFiles(next)).equals(now.trustFiles());
        Way other = way(next, sameNames ? now.resolver() : undo.add(resolver(next)), sameRoots
                ? now.tls()
                : targetTls(next));
        return () -> change(other);
    }

    private void change(Way other) {
        TargetResolver before = inForce.resolver();
        inForce = other;
        if (before != other.resolver()) {
            lookupsBefore = new Lookups(lookupsBefore.all() + before.lookups(),
                    lookupsBefore.failed() + before.failures());
            watch.once(OLD_RESOLVER, before::close);
        }
    }

    private Way way(Settings of, TargetResolver resolver, TargetTlsContext tls) {
        Dialer dialer = new Dialer(judged.apply(resolver),
                new SocketConnector(transport, of.timeouts().deadPeer(), sockets), of.timeouts().connect());
        return new Way(of, resolver, dialer, tls, FileStates.of(trustFiles(of)));
    }

    private TargetResolver resolver(Settings of) {
        return new TargetResolver(of.dns().servers(), of.timeouts().dns(), transport);
    }

    private static List<Path> trustFiles(Settings of) {
        return of.upstream().trust().map(List::of).orElseGet(List::of);
    }

    private static TargetTlsContext targetTls(Settings of) {
        Optional<Path> trust = of.upstream().trust();
        try {
            return trust.isPresent()
                    ? TargetTlsContext.withExtraRoots(trust.get())
                    : TargetTlsContext.withSystemRoots();
        } catch (IOException e) {
            throw untrusted(trust, DataDirectory.reason(e));
        } catch (GeneralSecurityException e) {
            throw untrusted(trust, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static UserError untrusted(Optional<Path> trust, String why) {
        return new UserError("the roots that targets are trusted by cannot be read from "
                + trust.map(Path::toString).orElse("this Java") + " (" + why + ")",
                "put certificates in PEM there, or correct upstream.trust");
    }
}
