package dev.tollgate.app.wiring;

import io.netty.util.internal.PlatformDependent;

/// The memory outside the heap that buffers may take.
final class DirectMemory {
    private DirectMemory() {}

    /// Half of what the JVM allows: the default of `gateway.buffer_budget`.
    static long half() {
        return PlatformDependent.maxDirectMemory() / 2;
    }

    /// Bytes that Netty's buffers take, its pools included; 0 where it leaves counting to the JVM, which then shows them.
    static long used() {
        return Math.max(0, PlatformDependent.usedDirectMemory());
    }
}
