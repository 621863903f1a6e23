package dev.tollgate.app.doctor;

import dev.tollgate.app.settings.ApiSettings;
import dev.tollgate.app.settings.CertificateFiles;
import dev.tollgate.control.http.ListenException;
import dev.tollgate.control.http.TlsIdentity;
import dev.tollgate.gateway.dial.TargetTlsContext;
import dev.tollgate.gateway.inbound.tls.GatewayCertificates;
import dev.tollgate.gateway.inbound.tls.UnusableCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Looks at every certificate as a start would, and at when it ends, which a start does not.
final class Certificates {
    private static final Duration EXPIRES_SOON = Duration.ofDays(14);

    private Certificates() {}

    static Finding gateway(Optional<CertificateFiles> files) {
        String what = "certificate";
        if (files.isEmpty()) {
            return Finding.warn(what, "none: clients that speak TLS are turned away; set tls.certificate and tls.key");
        }
        try {
            GatewayCertificates.load(new dev.tollgate.gateway.inbound.tls.CertificateFiles(files.get().certificate(),
                    files.get().key())).close();
            return validity(what, files.get().certificate());
        } catch (UnusableCertificate e) {
            return Finding.fail(what, String.valueOf(e.getMessage()));
        }
    }

    static Finding api(ApiSettings api) {
        String what = "API certificate";
        if (api.tls().isEmpty()) {
            return api.address().isLoopbackAddress()
                    ? Finding.ok(what, "none, and the API does not leave this machine")
                    : Finding.warn(what, "none: tokens cross the network in clear; set api.tls.certificate and "
                            + "api.tls.key");
        }
        try {
            TlsIdentity.read(api.tls().get().certificate(), api.tls().get().key());
            return validity(what, api.tls().get().certificate());
        } catch (ListenException e) {
            return Finding.fail(what, String.valueOf(e.getMessage()));
        }
    }

    static Finding upstream(Optional<Path> trust) {
        String what = "upstream trust";
        if (trust.isEmpty()) {
            return Finding.ok(what, "the roots of this Java");
        }
        try {
            TargetTlsContext.withExtraRoots(trust.get());
            return Finding.ok(what, "the roots of this Java and those in " + trust.get());
        } catch (IOException | GeneralSecurityException e) {
            return Finding.fail(what, trust.get() + " cannot be used (" + e.getMessage() + "); correct upstream.trust");
        }
    }

    private static Finding validity(String what, Path certificate) {
        try (InputStream in = Files.newInputStream(certificate)) {
            X509Certificate leaf = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            Instant end = leaf.getNotAfter().toInstant();
            Instant now = Instant.now();
            if (end.isBefore(now)) {
                return Finding.fail(what, "expired on " + end + "; renew it");
            }
            return end.isBefore(now.plus(EXPIRES_SOON))
                    ? Finding.warn(what, "expires on " + end + "; renew it")
                    : Finding.ok(what, "valid until " + end);
        } catch (IOException | CertificateException e) {
            return Finding.fail(what, certificate + " cannot be read (" + e.getMessage() + "); correct it");
        }
    }
}
