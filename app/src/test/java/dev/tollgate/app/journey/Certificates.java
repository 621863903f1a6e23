package dev.tollgate.app.journey;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/// An authority and a certificate of it for `localhost` and 127.0.0.1, made by the JDK's own `keytool` once for all tests of a run.
///
/// @param authority PEM: what clients trust
/// @param certificate PEM: what the gateway and the target show
/// @param key PEM, PKCS#8
/// @param serving for a Java server that shows it
/// @param trusting for a Java client that trusts the authority alone
/// @param trust the same, for clients that ask for it apart
public record Certificates(Path authority, Path certificate, Path key, SSLContext serving, SSLContext trusting,
        X509TrustManager trust) {
    private static final String PASSWORD = "for-tests-only";
    private static final Certificates SHARED = make();

    public static Certificates shared() {
        return SHARED;
    }

    private static Certificates make() {
        try {
            Path folder = Files.createTempDirectory("tollgate-journeys-");
            Path file = folder.resolve("keys.p12");
            keytool(file, "authority", "-dname", "CN=Journey authority", "-ext", "bc:c=ca:true", "-ext",
                    "ku:c=keyCertSign,cRLSign");
            keytool(file, "server", "-dname", "CN=localhost", "-signer", "authority", "-ext",
                    "san=dns:localhost,ip:127.0.0.1", "-ext", "eku=serverAuth", "-ext",
                    "ku:c=digitalSignature");
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            Path authority = pem(folder, "authority", "CERTIFICATE", keys.getCertificate("authority").getEncoded());
            Path certificate = pem(folder, "server", "CERTIFICATE", keys.getCertificate("server").getEncoded());
            Path key = pem(folder, "key", "PRIVATE KEY",
                    Objects.requireNonNull(keys.getKey("server", PASSWORD.toCharArray())).getEncoded());
            X509TrustManager trust = trust(keys);
            keys.deleteEntry("authority");
            List.of(authority, certificate, key, file, folder).reversed().forEach(path -> path.toFile().deleteOnExit());
            return new Certificates(authority, certificate, key, serving(keys), trusting(trust), trust);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void keytool(Path file, String alias, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", alias,
                "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "30", "-storetype", "PKCS12", "-storepass",
                PASSWORD, "-keystore", file.toString()));
        command.addAll(List.of(more));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (keytool.waitFor() != 0) {
                throw new IOException(said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static Path pem(Path folder, String name, String kind, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der);
        try {
            return Files.writeString(folder.resolve(name + ".pem"),
                    "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SSLContext serving(KeyStore keys) throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static X509TrustManager trust(KeyStore keys) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", keys.getCertificate("authority"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        return (X509TrustManager) managers.getTrustManagers()[0];
    }

    private static SSLContext trusting(X509TrustManager trust) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new X509TrustManager[]{trust}, null);
        return context;
    }
}
