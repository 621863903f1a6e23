package dev.tollgate.control.whitelist;

import dev.tollgate.control.route.Words;
import dev.tollgate.domain.whitelist.WhitelistEntry;
import java.util.Optional;

/// An entry of a whitelist as the API shows it (A§5).
///
/// @param active whether every node has it
public record EntryView(
        String id,
        String subuser,
        String product,
        String ip,
        Optional<String> label,
        Optional<String> defaultUsername,
        boolean active,
        Optional<String> lastMatchedAt,
        String createdAt) {

    static EntryView of(WhitelistEntry entry, boolean active) {
        return new EntryView(entry.id().value(), entry.subUser().value(), entry.product().slug(),
                entry.range().toString(), entry.label(), entry.defaultUsername(), active, Optional.empty(),
                Words.time(entry.createdAt()));
    }
}
