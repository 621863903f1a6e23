package dev.tollgate.gateway.inbound.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A certificate for `localhost` with its key, made by the JDK's own `keytool`.
record Pem(PrivateKey key, X509Certificate certificate) {
    private static final String PASSWORD = "for-tests-only";
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[]{'\n'});

    /// Made once for all tests of a run: the tool takes its time.
    static final class Made {
        static final Pem EC = make("EC", "-groupname", "secp256r1");
        static final Pem OTHER_EC = make("EC", "-groupname", "secp256r1");
        static final Pem RSA = make("RSA", "-keysize", "2048");

        private Made() {}
    }

    private static Pem make(String algorithm, String sizeOption, String size) {
        try {
            Path directory = Files.createTempDirectory("tollgate-certificate");
            Path file = directory.resolve("made.p12");
            Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair", "-alias", "it", "-dname", "CN=localhost", "-ext", "SAN=dns:localhost,ip:127.0.0.1",
                    "-keyalg", algorithm, sizeOption, size, "-validity", "30", "-storetype", "PKCS12", "-storepass",
                    PASSWORD,
                    "-keystore", file.toString()).redirectErrorStream(true).start();
            String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0) {
                throw new AssertionError(said);
            }
            KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
            Files.delete(file);
            Files.delete(directory);
            return new Pem((PrivateKey) store.getKey("it", PASSWORD.toCharArray()),
                    (X509Certificate) store.getCertificate("it"));
        } catch (GeneralSecurityException | IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    CertificateFiles files(Path directory) {
        return new CertificateFiles(write(directory.resolve("chain.pem"), chainText()),
                write(directory.resolve("key.pem"), keyText()));
    }

    String chainText() {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    String keyText() {
        return block("PRIVATE KEY", key.getEncoded());
    }

    static String block(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(content) + "\n-----END " + label + "-----\n";
    }

    static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A client's context that trusts this certificate alone.
    SSLContext trusting() {
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
}
