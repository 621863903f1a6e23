package dev.tollgate.gateway.inbound.tls;

import dev.tollgate.gateway.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import javax.net.ssl.SSLContext;

/// A certificate for `localhost` with its key, as they stand in files.
record Pem(TestCertificate made) {
    static final Pem EC = new Pem(TestCertificate.localhost());
    static final Pem OTHER_EC = new Pem(TestCertificate.ofLocalhost("EC"));
    static final Pem RSA = new Pem(TestCertificate.ofLocalhost("RSA"));
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[]{'\n'});

    CertificateFiles files(Path directory) {
        return new CertificateFiles(write(directory.resolve("chain.pem"), chainText()),
                write(directory.resolve("key.pem"), keyText()));
    }

    String chainText() {
        try {
            return block("CERTIFICATE", made.certificate().getEncoded());
        } catch (CertificateEncodingException e) {
            throw new AssertionError(e);
        }
    }

    String keyText() {
        return block("PRIVATE KEY", made.key().getEncoded());
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
        return made.trusting();
    }
}
