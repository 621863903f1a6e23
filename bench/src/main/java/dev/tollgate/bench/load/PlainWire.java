package dev.tollgate.bench.load;

import dev.tollgate.bench.kernel.Kernel;
import dev.tollgate.bench.kernel.Loop;
import java.lang.foreign.MemorySegment;

/// The socket itself.
record PlainWire(Loop loop, int fd) implements Wire {
    @Override
    public boolean open() {
        return true;
    }

    @Override
    public int send(MemorySegment bytes) {
        return Kernel.send(fd, bytes, bytes.byteSize());
    }

    @Override
    public int receive() {
        MemorySegment buffer = loop.buffer();
        return Kernel.receive(fd, buffer, buffer.byteSize());
    }
}
