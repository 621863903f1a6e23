package dev.tollgate.bench.contender;

import dev.tollgate.app.demo.DemoCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// What every contender stands on.
///
/// @param folder for its files; it makes one of its own in there
/// @param launcher the command that Tollgate is started with
/// @param originPort the one target there is
/// @param core the processor that proxies run on, where they can be bound to one
/// @param certificate that they show to clients inside TLS
/// @param trust of those clients
public record Ground(Path folder, List<String> launcher, int originPort, Optional<Integer> core,
        DemoCertificate certificate, SSLContext trust) {

    public static Ground prepare(Path folder, List<String> launcher, int originPort, Optional<Integer> core) {
        DemoCertificate certificate = DemoCertificate.make(folder);
        return new Ground(folder, launcher, originPort, core, certificate, trust(certificate.certificate()));
    }

    private static SSLContext trust(Path certificate) {
        try (InputStream in = Files.newInputStream(certificate)) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("bench", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the benchmark's certificate cannot be read", e);
        }
    }

    /// A new folder in which a program of any user may write: some give up root's rights.
    Path newFolder(String name) {
        try {
            Path made = Files.createTempDirectory(folder, name + "-");
            if (!made.toFile().setWritable(true, false) || !made.toFile().setReadable(true, false)
                    || !made.toFile().setExecutable(true, false)
                    || !folder.toFile().setExecutable(true, false)) {
                throw new IOException(made + " cannot be opened for other users");
            }
            return made;
        } catch (IOException e) {
            throw new IllegalStateException("no folder for " + name, e);
        }
    }
}
