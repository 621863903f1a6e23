package dev.tollgate.control.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.tollgate.control.route.Words;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.audit.AuditEntry;
import java.util.Optional;

/// An entry of the audit log (A§14). Whoever leaves out the two hashes and writes the rest in canonical JSON (RFC 8785) can
/// compute `hash`.
///
/// @param before written canonically already, as is `after`
public record AuditEntryView(
        String id,
        long seq,
        String at,
        Optional<String> account,
        ActorView actor,
        String action,
        Optional<String> object,
        @JsonRawValue String before,
        @JsonRawValue String after,
        Optional<String> requestId,
        String prevHash,
        String hash) {
    private static final String NULL = "null";

    /// Who acted.
    public record ActorView(String type, Optional<String> id, Optional<String> ip) {}

    static AuditEntryView of(AuditEntry entry) {
        return new AuditEntryView(entry.id(), entry.seq(), Words.time(entry.at()), entry.account(),
                new ActorView(entry.actor().type().word(), entry.actor().id(),
                        entry.actor().source().map(IpAddress::toString)),
                entry.action(), entry.object(), entry.before().orElse(NULL), entry.after().orElse(NULL),
                entry.request(), entry.prevHash(), entry.hash());
    }
}
