package dev.tollgate.gateway.relay;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// A certificate for `localhost` that the JDK's own `keytool` makes once for all tests of a run.
public record TestCertificate(PrivateKey key, X509Certificate certificate) {
    private static final String PASSWORD = "for-tests-only";
    private static final TestCertificate LOCALHOST = make();

    public static TestCertificate localhost() {
        return LOCALHOST;
    }

    /// Sockets that trust this certificate alone.
    public SSLSocketFactory trusting() {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("localhost", certificate);
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /// A server that shows this certificate, as the gateway's listeners would.
    public SslContext serving() throws SSLException {
        return SslContextBuilder.forServer(key, certificate).build();
    }

    private static TestCertificate make() {
        try {
            Path directory = Files.createTempDirectory("tollgate-certificate");
            Path file = directory.resolve("localhost.p12");
            Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair", "-alias", "localhost", "-dname", "CN=localhost", "-ext",
                    "SAN=dns:localhost,ip:127.0.0.1",
                    "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "30", "-storetype", "PKCS12", "-storepass",
                    PASSWORD, "-keystore", file.toString()).redirectErrorStream(true).start();
            String said = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0) {
                throw new AssertionError(said);
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD.toCharArray());
            }
            Files.delete(file);
            Files.delete(directory);
            return new TestCertificate((PrivateKey) store.getKey("localhost", PASSWORD.toCharArray()),
                    (X509Certificate) store.getCertificate("localhost"));
        } catch (GeneralSecurityException | IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
