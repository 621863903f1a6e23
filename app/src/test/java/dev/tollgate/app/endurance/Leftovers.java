package dev.tollgate.app.endurance;

import dev.tollgate.app.wiring.Node;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;

/// What a node holds for connections; nothing of it may outlive them.
record Leftovers(int exchanges, int slots, int connections, long unauthenticated, long bufferedBytes,
        long idleUpstreams) {
    static final Leftovers NONE = new Leftovers(0, 0, 0, 0, 0, 0);

    static Leftovers of(Node node) {
        return new Leftovers(node.exchanges(), node.permits(), node.connections(), node.unauthenticated(),
                node.bufferedBytes(), node.idleUpstreams());
    }

    /// Bytes outside the heap that Netty's allocator has taken from the system.
    static long directMemory() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
    }
}
