package dev.tollgate.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;

/// A certificate authority of the tests: writes X.509 by hand (RFC 5280, section 4.1), since the JDK has no public way but a program
/// that takes a second for each.
public final class TestAuthority {
    private static final AtomicLong SERIALS = new AtomicLong(1);
    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid(1, 2, 840, 10045, 4, 3, 2));
    private static final byte[] RSA_WITH_SHA256 = Der.sequence(Der.oid(1, 2, 840, 113549, 1, 1, 11), Der.nothing());

    private final byte[] name = Der.name("Test authority");
    private final KeyPair keys = keyPair("EC");
    private final X509Certificate certificate = sign(name, keys.getPrivate(), name, keys,
            Der.sequence(Der.oid(2, 5, 29, 19), Der.bool(true), Der.octets(Der.sequence(Der.bool(true)))),
            Instant.now().plusSeconds(86_400));

    /// Writes the root as PEM.
    public Path writeTo(Path file) {
        try {
            String base64 = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(certificate.getEncoded());
            return Files.writeString(file,
                    "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @param host a name or an address
    public TestCertificate issue(String host, Instant until) {
        KeyPair own = keyPair("EC");
        return new TestCertificate(own.getPrivate(), sign(name, keys.getPrivate(), Der.name("server"), own,
                alternatives(host), until));
    }

    /// One that nobody vouches for but itself.
    ///
    /// @param algorithm of its key: `EC` or `RSA`
    static TestCertificate selfSigned(String algorithm, Instant until, String... hosts) {
        KeyPair own = keyPair(algorithm);
        byte[] self = Der.name(hosts[0]);
        return new TestCertificate(own.getPrivate(), sign(self, own.getPrivate(), self, own, alternatives(hosts),
                until));
    }

    private static byte[] alternatives(String... hosts) {
        byte[][] names = Arrays.stream(hosts).map(Der::generalName).toArray(byte[][]::new);
        return Der.sequence(Der.oid(2, 5, 29, 17), Der.octets(Der.sequence(names)));
    }

    private static X509Certificate sign(byte[] issuer, PrivateKey by, byte[] subject, KeyPair subjectKeys,
            byte[] extension, Instant until) {
        boolean rsa = by.getAlgorithm().equals("RSA");
        byte[] algorithm = rsa ? RSA_WITH_SHA256 : ECDSA_WITH_SHA256;
        byte[] body = Der.sequence(Der.tagged(0xa0, Der.number(2)), Der.number(SERIALS.getAndIncrement()), algorithm,
                issuer, Der.sequence(Der.time(Instant.now().minusSeconds(172_800)), Der.time(until)), subject,
                subjectKeys.getPublic().getEncoded(), Der.tagged(0xa3, Der.sequence(extension)));
        try {
            Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSA");
            signature.initSign(by);
            signature.update(body);
            byte[] encoded = Der.sequence(body, algorithm, Der.tagged(0x03, new byte[]{0}, signature.sign()));
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keyPair(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(algorithm.equals("RSA") ? 2_048 : 256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
