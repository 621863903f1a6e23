package dev.tollgate.app.wiring;

import dev.tollgate.app.settings.Settings;
import dev.tollgate.domain.audit.AuditLog;
import dev.tollgate.domain.error.StoreFailure;
import java.security.SecureRandom;

/// Looks through the audit log straight in the store, beside a running node or without one.
public final class AuditVerification {
    private AuditVerification() {}

    public static AuditLog.Verification run(Settings settings) {
        try (OpenStore opened = OpenStore.beside(settings, new SecureRandom())) {
            return opened.store().auditLog().verify();
        } catch (StoreFailure e) {
            throw OpenStore.failed(e);
        }
    }
}
