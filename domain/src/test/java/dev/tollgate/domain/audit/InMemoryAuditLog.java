package dev.tollgate.domain.audit;

import dev.tollgate.domain.paging.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// An audit log in memory, for tests, which put into it what is to be read. Thread-safe.
public final class InMemoryAuditLog implements AuditLog {
    private final List<AuditEntry> entries = new ArrayList<>();
    private OptionalLong firstBad = OptionalLong.empty();

    public synchronized void add(AuditEntry entry) {
        entries.addFirst(entry);
    }

    /// Has it say that the chain is broken.
    public synchronized void breakAt(long seq) {
        firstBad = OptionalLong.of(seq);
    }

    @Override
    public synchronized Page<AuditEntry> list(Filter filter, int limit, OptionalLong before) {
        List<AuditEntry> fitting = entries.stream()
                .filter(one -> before.isEmpty() || one.seq() < before.getAsLong())
                .filter(one -> filter.account().isEmpty() || one.account().equals(filter.account()))
                .filter(one -> filter.actor().map(actor -> one.actor().id().filter(actor::equals).isPresent()
                        || one.actor().type().word().equals(actor)).orElse(true))
                .filter(one -> filter.action().map(one.action()::equals).orElse(true))
                .filter(one -> filter.object().isEmpty() || one.object().equals(filter.object()))
                .filter(one -> filter.from().map(from -> !one.at().isBefore(from)).orElse(true))
                .filter(one -> filter.to().map(to -> one.at().isBefore(to)).orElse(true))
                .toList();
        return new Page<>(fitting.stream().limit(limit).toList(), fitting.size() > limit);
    }

    @Override
    public synchronized Verification verify() {
        return new Verification(entries.size(), firstBad);
    }
}
