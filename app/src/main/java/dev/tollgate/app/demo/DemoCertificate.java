package dev.tollgate.app.demo;

import dev.tollgate.app.cli.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// A self-signed certificate for this machine's own names, made with the JDK's keytool.
///
/// @param certificate PEM; also what a client is given to trust
/// @param key PEM, PKCS#8
public record DemoCertificate(Path certificate, Path key) {
    private static final String ALIAS = "demo";
    /// Guards a file that lives as long as the demo, in a folder only its owner reads.
    private static final String PASSWORD = "tollgate-demo";
    private static final long KEYTOOL_SECONDS = 30;

    public static DemoCertificate make(Path folder) {
        try {
            Path store = folder.resolve("demo.p12");
            keytool(store);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            Path certificate = folder.resolve("demo-certificate.pem");
            Path key = folder.resolve("demo-key.pem");
            write(certificate, "CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
            write(key, "PRIVATE KEY", Objects.requireNonNull(keys.getKey(ALIAS, PASSWORD.toCharArray())).getEncoded());
            Files.delete(store);
            return new DemoCertificate(certificate, key);
        } catch (IOException | GeneralSecurityException e) {
            throw new UserError("the demo's certificate cannot be made (" + e.getMessage() + ")",
                    "check that this Java has its keytool and that the temporary folder is writable");
        }
    }

    private static void keytool(Path store) throws IOException {
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", ALIAS, "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "30",
                "-dname", "CN=Tollgate demo", "-ext", "SAN=dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1",
                "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD, "-keypass", PASSWORD)
                .redirectErrorStream(true).start();
        try (InputStream said = keytool.getInputStream()) {
            String text = new String(said.readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!keytool.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IOException("keytool: " + text);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            keytool.destroyForcibly();
        }
    }

    private static void write(Path file, String kind, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der);
        Files.writeString(file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }
}
