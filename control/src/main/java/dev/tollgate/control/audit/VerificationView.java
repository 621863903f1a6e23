package dev.tollgate.control.audit;

import dev.tollgate.domain.audit.AuditLog.Verification;
import java.util.OptionalLong;

/// What came of looking through the chain (A§14).
public record VerificationView(boolean ok, long entries, OptionalLong firstBad) {

    static VerificationView of(Verification verification) {
        return new VerificationView(verification.ok(), verification.entries(), verification.firstBad());
    }
}
