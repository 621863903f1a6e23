package dev.tollgate.domain.node;

import dev.tollgate.domain.audit.Author;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps what nodes say of themselves. Thread-safe; each method is one transaction.
public interface NodeRepository {
    /// Takes the place of what this node said before. A new start of a node begins without what an operator asked of the last.
    KnownNode report(NodeReport report);

    /// All of them by name, those that are lost too.
    List<KnownNode> list();

    /// Notes whether an operator wants a node to take nobody new.
    ///
    /// @return the node; empty if there is none of this name
    Optional<KnownNode> drain(Author author, NodeName name, boolean drained);

    /// Forgets a node that goes down in order, unless another start of it has spoken since.
    void leave(NodeName name, String boot);

    /// Forgets nodes that have been silent since before `end`.
    void forgetSilentSince(Instant end);
}
