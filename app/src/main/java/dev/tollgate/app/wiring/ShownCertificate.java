package dev.tollgate.app.wiring;

import dev.tollgate.app.cli.UserError;
import dev.tollgate.app.settings.CertificateFiles;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.gateway.inbound.tls.GatewayCertificates;
import dev.tollgate.gateway.inbound.tls.UnusableCertificate;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificate that the gateway shows, and another when the settings or the files change. Thread-safe.
final class ShownCertificate implements Part, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    private final GatewayCertificates certificates;
    private FileStates files;

    /// @throws UserError if the files of the settings cannot be used
    ShownCertificate(Settings first) {
        this.files = files(first);
        this.certificates = load(first);
    }

    GatewayCertificates certificates() {
        return certificates;
    }

    @Override
    public synchronized Runnable prepare(Settings next, Closing undo) {
        FileStates now = files(next);
        if (now.equals(files)) {
            return () -> {};
        }
        load(next).close();
        return () -> show(next, now);
    }

    private synchronized void show(Settings next, FileStates read) {
        files = read;
        try {
            if (next.tls().files().isPresent()) {
                certificates.use(forGateway(next.tls().files().get()));
            } else {
                // Without one TLS is turned away, until there is another.
                certificates.close();
            }
        } catch (UnusableCertificate e) {
            // It was good a moment ago: it is being written, and the watch sees it again.
            LOG.error("The certificate was changed but cannot be used; the one before stays. {}", e.problem());
        }
    }

    private static FileStates files(Settings of) {
        return FileStates.of(of.tls().files().map(files -> List.of(files.certificate(), files.key()))
                .orElseGet(List::of));
    }

    private static GatewayCertificates load(Settings of) {
        if (of.tls().files().isEmpty()) {
            return GatewayCertificates.none();
        }
        try {
            return GatewayCertificates.load(forGateway(of.tls().files().get()));
        } catch (UnusableCertificate e) {
            throw new UserError(List.of(e.problem()));
        }
    }

    private static dev.tollgate.gateway.inbound.tls.CertificateFiles forGateway(CertificateFiles files) {
        return new dev.tollgate.gateway.inbound.tls.CertificateFiles(files.certificate(), files.key());
    }

    @Override
    public void close() {
        certificates.close();
    }
}
