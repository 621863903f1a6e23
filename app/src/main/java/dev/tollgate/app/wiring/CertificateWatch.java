package dev.tollgate.app.wiring;

import dev.tollgate.gateway.inbound.tls.CertificateFiles;
import dev.tollgate.gateway.inbound.tls.GatewayCertificates;
import dev.tollgate.gateway.inbound.tls.UnusableCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows clients the certificate that stands in the files now (G§3): whoever renews it need not restart anything, and connections
/// go on. A file that is no good leaves the one in use where it is. Confined to the watching thread.
final class CertificateWatch {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

    private final GatewayCertificates certificates;
    private final CertificateFiles files;
    private State seen;

    /// What tells one content of the files from another.
    private record State(FileTime chainTime, long chainSize, FileTime keyTime, long keySize) {
        private static final State UNREADABLE = new State(FileTime.fromMillis(0), -1, FileTime.fromMillis(0), -1);

        static State of(CertificateFiles files) {
            try {
                return new State(Files.getLastModifiedTime(files.chain()), Files.size(files.chain()),
                        Files.getLastModifiedTime(files.key()), Files.size(files.key()));
            } catch (IOException goneOrHidden) {
                return UNREADABLE;
            }
        }
    }

    /// @param certificates that were read from `files` just now
    CertificateWatch(GatewayCertificates certificates, Path chain, Path key) {
        this.certificates = certificates;
        this.files = new CertificateFiles(chain, key);
        this.seen = State.of(files);
    }

    /// Looks once.
    ///
    /// @return whether another certificate is shown from now on
    boolean look() {
        State now = State.of(files);
        if (now.equals(seen)) {
            return false;
        }
        seen = now;
        try {
            certificates.use(files);
            LOG.info("The certificate in {} was read again.", files.chain());
            return true;
        } catch (UnusableCertificate e) {
            // An alarm: the one in use goes on until it expires. Said once for each change of the files.
            LOG.error("The certificate was changed but cannot be used; the one before stays. {}", e.problem());
            return false;
        }
    }
}
