package dev.tollgate.control.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A certificate chain and its key, read from PEM files.
///
/// @param context serves with them
public record TlsIdentity(SSLContext context) {

    private static final Pattern KEY = Pattern
            .compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final String REMEDY = "correct api.tls.certificate and api.tls.key";
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    /// @throws ListenException if a file cannot be read or the two do not make an identity
    public static TlsIdentity read(Path certificate, Path key) {
        try {
            return new TlsIdentity(context(chain(certificate), key(key)));
        } catch (IOException e) {
            throw new ListenException("api.tls: cannot read " + e.getMessage() + "; " + REMEDY, e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new ListenException("api.tls: " + certificate + " and " + key + " do not make a TLS identity ("
                    + firstLine(e) + "); " + REMEDY, e);
        }
    }

    private static Certificate[] chain(Path file) throws IOException, GeneralSecurityException {
        byte[] pem = Files.readAllBytes(file);
        Certificate[] chain = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem)).toArray(Certificate[]::new);
        if (chain.length == 0) {
            throw new GeneralSecurityException("the certificate file holds no certificate");
        }
        return chain;
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        if (!pem.find()) {
            throw new GeneralSecurityException("the key file holds no unencrypted PKCS#8 key"
                    + " (BEGIN PRIVATE KEY); make one with openssl pkcs8 -topk8 -nocrypt");
        }
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        return ALGORITHMS.stream().flatMap(algorithm -> key(algorithm, encoded).stream()).findFirst()
                .orElseThrow(() -> new GeneralSecurityException("the key is neither RSA nor EC nor EdDSA"));
    }

    /// Empty if it is no key of this algorithm: the encoding names its own, but no factory reads it from there.
    private static Optional<PrivateKey> key(String algorithm, PKCS8EncodedKeySpec encoded) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(encoded));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /// Otherwise every handshake would fail, with nothing said at the start.
    private static void mustBelongTogether(Certificate leaf, PrivateKey key) throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "EdDSA";
        };
        byte[] sample = "tollgate".getBytes(StandardCharsets.US_ASCII);
        boolean same;
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(sample);
            byte[] signed = signature.sign();
            signature.initVerify(leaf.getPublicKey());
            signature.update(sample);
            same = signature.verify(signed);
        } catch (InvalidKeyException | SignatureException _) {
            // Of another kind, or of another length.
            same = false;
        }
        if (!same) {
            throw new GeneralSecurityException("the key is not the certificate's");
        }
    }

    private static SSLContext context(Certificate[] chain, PrivateKey key)
            throws IOException, GeneralSecurityException {
        mustBelongTogether(chain[0], key);
        char[] password = {};
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, password);
        store.setKeyEntry("api", key, password, chain);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
