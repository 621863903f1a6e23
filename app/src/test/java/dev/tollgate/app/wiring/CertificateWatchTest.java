package dev.tollgate.app.wiring;

import dev.tollgate.gateway.inbound.tls.CertificateFiles;
import dev.tollgate.gateway.inbound.tls.GatewayCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Renewing the certificate of a running node.
final class CertificateWatchTest {
    @TempDir
    private Path folder = Path.of("unset");

    private int writes;

    @BeforeEach
    void a_certificate() throws IOException {
        put("certificate.pem", "chain.pem");
        put("key.pem", "key.pem");
    }

    @Test
    void files_that_stay_the_same_are_not_read_again() throws Exception {
        try (GatewayCertificates shown = load()) {
            assertThat(watch(shown).look()).isFalse();
        }
    }

    @Test
    void a_renewed_certificate_is_shown_without_a_restart() throws Exception {
        try (GatewayCertificates shown = load()) {
            CertificateWatch watch = watch(shown);
            put("certificate.pem", "chain.pem");

            assertThat(watch.look()).isTrue();
            assertThat(watch.look()).isFalse();
        }
    }

    @Test
    void a_bad_file_keeps_the_certificate_in_use_until_a_good_one_comes() throws Exception {
        try (GatewayCertificates shown = load()) {
            CertificateWatch watch = watch(shown);
            Files.writeString(folder.resolve("chain.pem"), "not a certificate");

            assertThat(watch.look()).isFalse();
            assertThat(shown.shown()).isTrue();

            put("certificate.pem", "chain.pem");
            assertThat(watch.look()).isTrue();
        }
    }

    @Test
    void a_file_that_is_gone_keeps_the_certificate_in_use() throws Exception {
        try (GatewayCertificates shown = load()) {
            CertificateWatch watch = watch(shown);
            Files.delete(folder.resolve("key.pem"));

            assertThat(watch.look()).isFalse();
            assertThat(shown.shown()).isTrue();
        }
    }

    private GatewayCertificates load() throws Exception {
        return GatewayCertificates.load(new CertificateFiles(folder.resolve("chain.pem"), folder.resolve("key.pem")));
    }

    private CertificateWatch watch(GatewayCertificates shown) {
        return new CertificateWatch(shown, folder.resolve("chain.pem"), folder.resolve("key.pem"));
    }

    /// Each time with a time of its own, whatever the clock's grain.
    private void put(String resource, String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/tls/" + resource))) {
            Files.copy(in, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        writes++;
        Files.setLastModifiedTime(folder.resolve(name), FileTime.fromMillis(1_000_000L * writes));
    }
}
