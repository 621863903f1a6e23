package dev.tollgate.app.wiring;

import dev.tollgate.app.cli.UserError;
import dev.tollgate.app.data.DataDirectory;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.app.webhook.Deliveries;
import dev.tollgate.app.webhook.HttpReceivers;
import dev.tollgate.app.webhook.Names;
import dev.tollgate.domain.secret.Sealing;
import dev.tollgate.domain.webhook.DeliveryQueue;
import dev.tollgate.domain.webhook.ReceiverRules;
import dev.tollgate.domain.webhook.Receivers;
import dev.tollgate.gateway.dial.TrustRoots;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// The deliveries of a node to webhooks. Thread-safe.
final class WebhookPart implements Part, AutoCloseable {
    private final HttpReceivers receivers;
    private final Deliveries deliveries;
    private volatile Trust trust;

    /// Whom receivers must prove themselves by.
    ///
    /// @param files as they were when `context` read them
    private record Trust(SSLContext context, FileStates files) {

        static Trust of(Settings settings) {
            Optional<Path> extra = settings.upstream().trust();
            FileStates files = FileStates.of(extra.map(List::of).orElseGet(List::of));
            try {
                TrustManagerFactory roots = extra.isPresent()
                        ? TrustRoots.systemAnd(extra.get())
                        : TrustRoots.system();
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, roots.getTrustManagers(), null);
                return new Trust(context, files);
            } catch (IOException e) {
                throw unusable(DataDirectory.reason(e));
            } catch (GeneralSecurityException e) {
                throw unusable(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            }
        }

        private static UserError unusable(String why) {
            return new UserError("the roots that webhooks are trusted by cannot be read (" + why + ")",
                    "put certificates in PEM there, or correct upstream.trust");
        }
    }

    /// @param rules where deliveries may go now
    WebhookPart(AtomicReference<Settings> settings, Supplier<ReceiverRules> rules, Names names, DeliveryQueue queue,
            Sealing sealing, InstantSource clock) {
        this.trust = Trust.of(settings.get());
        this.receivers = new HttpReceivers(rules, names, () -> trust.context(), () -> settings.get().brand(), clock);
        this.deliveries = new Deliveries(queue, receivers, sealing, clock);
    }

    Receivers receivers() {
        return receivers;
    }

    Deliveries deliveries() {
        return deliveries;
    }

    /// Begins to deliver.
    void start() {
        deliveries.start();
    }

    @Override
    public Runnable prepare(Settings next, Closing undo) {
        FileStates files = FileStates.of(next.upstream().trust().map(List::of).orElseGet(List::of));
        if (files.equals(trust.files())) {
            return () -> {};
        }
        Trust other = Trust.of(next);
        return () -> trust = other;
    }

    @Override
    public void close() {
        deliveries.close();
        receivers.close();
    }
}
