package dev.tollgate.gateway.inbound.tls;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GatewayCertificatesTest {
    private static final Pem RSA = Pem.RSA;
    private static final Pem EC = Pem.EC;
    @TempDir
    private Path directory;

    private Path file(String name, String text) {
        return Pem.write(directory.resolve(name), text);
    }

    private static void assertUnusable(CertificateFiles files, String... says) {
        assertThatThrownBy(() -> GatewayCertificates.load(files)).isInstanceOf(UnusableCertificate.class)
                .message().contains(says).doesNotContain("\n");
    }

    @Test
    void rsa_and_ec_certificates_are_served() throws UnusableCertificate {
        for (Pem one : new Pem[]{RSA, EC}) {
            try (GatewayCertificates certificates = GatewayCertificates.load(one.files(directory))) {
                assertThat(certificates.shown()).isTrue();
            }
        }
    }

    @Test
    void text_around_the_blocks_and_both_in_one_file_do_no_harm() throws UnusableCertificate {
        Path both = file("both.pem", "Bag Attributes\r\n" + (EC.keyText() + RSA.chainText() + EC.chainText())
                .replace("\n", "\r\n"));
        Path chain = file("leaf-first.pem", "a comment\n" + EC.chainText() + RSA.chainText());

        GatewayCertificates.load(new CertificateFiles(chain, both)).close();
    }

    @Test
    void a_problem_is_one_line_that_says_what_would_be_right() {
        Path chain = file("chain.pem", EC.chainText());
        Path key = file("key.pem", EC.keyText());
        Path nothing = directory.resolve("nothing.pem");
        Path prose = file("prose.pem", "not a certificate");
        Path garbage = file("garbage.pem", Pem.block("CERTIFICATE", new byte[]{1, 2, 3}));
        Path badKey = file("bad-key.pem", Pem.block("PRIVATE KEY", new byte[]{1, 2, 3}));
        Path old = file("old.pem", Pem.block("EC PRIVATE KEY", new byte[]{1, 2, 3}));
        Path locked = file("locked.pem", Pem.block("ENCRYPTED PRIVATE KEY", new byte[]{1, 2, 3}));

        assertUnusable(new CertificateFiles(nothing, key), "There is no file", "nothing.pem");
        assertUnusable(new CertificateFiles(chain, nothing), "There is no file", "nothing.pem");
        assertUnusable(new CertificateFiles(directory, key), "cannot be read");
        assertUnusable(new CertificateFiles(prose, key), "There is no certificate", "BEGIN CERTIFICATE");
        assertUnusable(new CertificateFiles(garbage, key), "garbage.pem cannot be read", "X.509");
        assertUnusable(new CertificateFiles(chain, chain), "There is no private key", "BEGIN PRIVATE KEY");
        assertUnusable(new CertificateFiles(chain, badKey), "bad-key.pem is no EC key");
        assertUnusable(new CertificateFiles(chain, old), "EC PRIVATE KEY", "openssl pkcs8");
        assertUnusable(new CertificateFiles(chain, locked), "ENCRYPTED PRIVATE KEY", "openssl pkcs8");
        assertUnusable(new CertificateFiles(chain, file("rsa.pem", RSA.keyText())), "is no EC key");
    }

    @Test
    void a_key_of_another_certificate_is_found_out() {
        Pem other = Pem.OTHER_EC;

        assertUnusable(new CertificateFiles(file("chain.pem", EC.chainText()), file("key.pem", other.keyText())),
                "does not belong");
    }

    @Test
    void a_bad_new_file_keeps_the_old_certificate() throws UnusableCertificate {
        try (GatewayCertificates certificates = GatewayCertificates.load(EC.files(directory))) {
            CertificateFiles bad = new CertificateFiles(file("bad.pem", ""), directory.resolve("key.pem"));

            assertThatThrownBy(() -> certificates.use(bad)).isInstanceOf(UnusableCertificate.class);

            assertThat(certificates.shown()).isTrue();
        }
    }

    @Test
    void without_a_certificate_there_is_no_tls() {
        assertThat(GatewayCertificates.none().shown()).isFalse();
        assertThat(GatewayCertificates.none().newHandler(UnpooledByteBufAllocator.DEFAULT, held -> {})).isEmpty();
    }

    @Test
    void the_runtimes_own_tls_serves_where_the_native_one_is_missing() throws UnusableCertificate {
        try (GatewayCertificates certificates = GatewayCertificates.none(SslProvider.JDK)) {
            certificates.use(EC.files(directory));

            assertThat(certificates.newHandler(UnpooledByteBufAllocator.DEFAULT, held -> {})).isPresent();
        }
    }
}
