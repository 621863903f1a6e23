package dev.tollgate.gateway.inbound.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A private key and the certificates that speak for it, read and found to belong together.
record CertifiedKey(PrivateKey key, List<X509Certificate> chain) {
    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String PRIVATE_KEY = "PRIVATE KEY";
    private static final String CONVERT = "convert it with: openssl pkcs8 -topk8 -nocrypt -in old.pem -out new.pem";
    private static final byte[] PROBE = "tollgate".getBytes(StandardCharsets.US_ASCII);

    CertifiedKey {
        chain = List.copyOf(chain);
    }

    static CertifiedKey read(CertificateFiles files) throws UnusableCertificate {
        List<X509Certificate> chain = certificates(files.chain());
        PublicKey proven = chain.getFirst().getPublicKey();
        PrivateKey key = privateKey(files.key(), proven.getAlgorithm());
        if (!belong(key, proven)) {
            throw new UnusableCertificate("The key " + files.key() + " does not belong to the first certificate of "
                    + files.chain() + "; put the server's own certificate first and use its key");
        }
        return new CertifiedKey(key, chain);
    }

    private static List<X509Certificate> certificates(Path file) throws UnusableCertificate {
        List<X509Certificate> found = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Block block : blocks(file)) {
                if (block.label.equals(CERTIFICATE)) {
                    found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.content)));
                }
            }
        } catch (CertificateException e) {
            throw new UnusableCertificate(
                    "The certificate in " + file + " cannot be read; it must be an X.509 certificate in PEM", e);
        }
        if (found.isEmpty()) {
            throw new UnusableCertificate("There is no certificate in " + file
                    + "; it must hold the chain in PEM, from -----BEGIN CERTIFICATE----- on");
        }
        return found;
    }

    private static PrivateKey privateKey(Path file, String algorithm) throws UnusableCertificate {
        for (Block block : blocks(file)) {
            if (block.label.equals(PRIVATE_KEY)) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(block.content));
                } catch (GeneralSecurityException e) {
                    throw new UnusableCertificate("The key in " + file + " is no " + algorithm
                            + " key as its certificate needs; use the key the certificate was made for", e);
                }
            }
            if (block.label.endsWith(PRIVATE_KEY)) {
                throw new UnusableCertificate("The key in " + file + " is in the form " + block.label + "; " + CONVERT);
            }
        }
        throw new UnusableCertificate("There is no private key in " + file
                + "; it must hold one in PEM, from -----BEGIN PRIVATE KEY----- on");
    }

    /// What stands between two PEM lines (RFC 7468).
    private record Block(String label, byte[] content) {}

    private static List<Block> blocks(Path file) throws UnusableCertificate {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text(file));
        while (matcher.find()) {
            try {
                blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
            } catch (IllegalArgumentException e) {
                throw new UnusableCertificate("The " + matcher.group(1) + " in " + file
                        + " is not base64; copy the file again", e);
            }
        }
        return blocks;
    }

    private static String text(Path file) throws UnusableCertificate {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new UnusableCertificate("There is no file " + file + "; correct the path", e);
        } catch (IOException e) {
            throw new UnusableCertificate("The file " + file + " cannot be read (" + e.getMessage()
                    + "); let the gateway's user read it", e);
        }
    }

    private static boolean belong(PrivateKey key, PublicKey proven) throws UnusableCertificate {
        try {
            Signature signature = Signature.getInstance(switch (proven.getAlgorithm()) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                default -> throw new UnusableCertificate("A certificate for " + proven.getAlgorithm()
                        + " is not served; use one with an RSA or EC key");
            });
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(proven);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
