package dev.tollgate.gateway.dial;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// The certificates that a target's certificate may lead to, or a webhook's.
public final class TrustRoots {

    private TrustRoots() {}

    /// Those of the Java runtime.
    public static TrustManagerFactory system() throws GeneralSecurityException {
        return factory(null);
    }

    /// Those of the Java runtime and those in `pem`.
    public static TrustManagerFactory systemAnd(Path pem) throws IOException, GeneralSecurityException {
        List<Certificate> roots = new ArrayList<>(read(pem));
        for (TrustManager manager : system().getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                roots.addAll(List.<X509Certificate>of(x509.getAcceptedIssuers()));
            }
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < roots.size(); i++) {
            store.setCertificateEntry("root-" + i, roots.get(i));
        }
        return factory(store);
    }

    private static Collection<? extends Certificate> read(Path pem) throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new CertificateException("there is no certificate in " + pem);
            }
            return found;
        }
    }

    /// @param store null for the runtime's own
    private static TrustManagerFactory factory(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }
}
