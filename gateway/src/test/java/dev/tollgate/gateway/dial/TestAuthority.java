package dev.tollgate.gateway.dial;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;

/// A certificate authority of the tests: writes X.509 by hand (RFC 5280, section 4.1), since the JDK has no public way.
final class TestAuthority {
    private static final AtomicLong SERIALS = new AtomicLong(1);
    private static final byte[] ECDSA_WITH_SHA256 = sequence(oid(1, 2, 840, 10045, 4, 3, 2));

    /// A certificate and the key that belongs to it.
    record Identity(PrivateKey key, X509Certificate certificate) {}

    private final KeyPair keys = keyPair();
    private final byte[] name = name("Test authority");
    private final X509Certificate certificate = sign(name, keys, sequence(oid(2, 5, 29, 19), bool(true),
            octets(sequence(bool(true)))), Instant.now().plusSeconds(86_400));

    /// Writes the root as PEM.
    Path writeTo(Path file) {
        try {
            String base64 = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(certificate.getEncoded());
            return Files.writeString(file,
                    "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @param host a name or an address
    Identity issue(String host, Instant until) {
        KeyPair own = keyPair();
        byte[] alternative = sequence(oid(2, 5, 29, 17), octets(sequence(generalName(host))));
        return new Identity(own.getPrivate(), sign(name("server"), own, alternative, until));
    }

    private X509Certificate sign(byte[] subject, KeyPair subjectKeys, byte[] extension, Instant until) {
        byte[] body = sequence(tagged(0xa0, number(2)), number(SERIALS.getAndIncrement()), ECDSA_WITH_SHA256, name,
                sequence(time(Instant.now().minusSeconds(172_800)), time(until)), subject,
                subjectKeys.getPublic().getEncoded(), tagged(0xa3, sequence(extension)));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(body);
            byte[] encoded = sequence(body, ECDSA_WITH_SHA256, tagged(0x03, new byte[]{0}, signature.sign()));
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] generalName(String host) {
        try {
            return tagged(0x87, InetAddress.ofLiteral(host).getAddress());
        } catch (IllegalArgumentException aName) {
            return tagged(0x82, host.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static byte[] name(String common) {
        return sequence(tagged(0x31,
                sequence(oid(2, 5, 4, 3), tagged(0x0c, common.getBytes(StandardCharsets.US_ASCII)))));
    }

    private static byte[] time(Instant at) {
        return tagged(0x17, DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC).format(at)
                .getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] number(long value) {
        return tagged(0x02, BigInteger.valueOf(value).toByteArray());
    }

    private static byte[] bool(boolean value) {
        return tagged(0x01, new byte[]{(byte) (value ? 0xff : 0)});
    }

    private static byte[] octets(byte[] content) {
        return tagged(0x04, content);
    }

    private static byte[] oid(int... arcs) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(arcs[0] * 40 + arcs[1]);
        for (int i = 2; i < arcs.length; i++) {
            for (int shift = 28; shift > 0; shift -= 7) {
                if (arcs[i] >>> shift != 0) {
                    out.write(0x80 | ((arcs[i] >>> shift) & 0x7f));
                }
            }
            out.write(arcs[i] & 0x7f);
        }
        return tagged(0x06, out.toByteArray());
    }

    private static byte[] sequence(byte[]... parts) {
        return tagged(0x30, parts);
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length > 0xff) {
            out.write(0x82);
            out.write(length >>> 8);
        } else if (length > 0x7f) {
            out.write(0x81);
        }
        out.write(length);
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }
}
