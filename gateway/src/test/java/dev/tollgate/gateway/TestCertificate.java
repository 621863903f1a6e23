package dev.tollgate.gateway;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/// A certificate of the tests, with its key.
public record TestCertificate(PrivateKey key, X509Certificate certificate) {
    private static final TestCertificate LOCALHOST = ofLocalhost("EC");

    /// One for `localhost` and 127.0.0.1 that all tests of a run share.
    public static TestCertificate localhost() {
        return LOCALHOST;
    }

    /// Another one for `localhost` and 127.0.0.1.
    ///
    /// @param algorithm of its key: `EC` or `RSA`
    public static TestCertificate ofLocalhost(String algorithm) {
        return TestAuthority.selfSigned(algorithm, Instant.now().plus(Duration.ofDays(30)), "localhost", "127.0.0.1");
    }

    /// A client's context that trusts this certificate alone.
    public SSLContext trusting() {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("it", certificate);
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /// A server that shows this certificate, as the gateway's listeners would.
    public SslContext serving() throws SSLException {
        return SslContextBuilder.forServer(key, certificate).build();
    }
}
