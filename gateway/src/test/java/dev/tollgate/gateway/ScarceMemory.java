package dev.tollgate.gateway;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;

/// Memory that runs out when a test says so. Thread-safe.
public final class ScarceMemory extends AbstractByteBufAllocator {
    private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true);
    private volatile boolean none;

    public ScarceMemory() {
        super(true);
    }

    /// There is none from now on.
    public void runsOut() {
        none = true;
    }

    /// Bytes that are in use.
    public long used() {
        return memory.metric().usedDirectMemory() + memory.metric().usedHeapMemory();
    }

    @Override
    protected ByteBuf newHeapBuffer(int capacity, int most) {
        return memory.heapBuffer(capacity, most);
    }

    @Override
    protected ByteBuf newDirectBuffer(int capacity, int most) {
        if (none) {
            throw new OutOfMemoryError("of a test");
        }
        return memory.directBuffer(capacity, most);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return false;
    }
}
