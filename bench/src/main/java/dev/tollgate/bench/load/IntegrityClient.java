package dev.tollgate.bench.load;

import dev.tollgate.bench.kernel.Kernel;
import dev.tollgate.bench.kernel.Loop;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

/// Sends noise through an echo in pieces of odd sizes and compares every byte that comes back; then says that it is done, and
/// wants to hear the same.
final class IntegrityClient extends Client {
    static final int SIZE = 8 << 20;
    private static final int[] PIECES = {1, 100, 5_000, 3, 14_000, 64, 16_001};
    private static final MemorySegment NOISE = noise();

    private int sent;
    private int received;
    private int piece;

    IntegrityClient(Run run, int fd, int number) {
        super(run, fd, number);
    }

    private static MemorySegment noise() {
        byte[] bytes = new byte[SIZE];
        new Random(2).nextBytes(bytes);
        return Arena.global().allocateFrom(JAVA_BYTE, bytes);
    }

    @Override
    void opened() {
        send(Letters.START_ECHO);
        run.loop().change(fd, Loop.READABLE | Loop.WRITABLE);
    }

    @Override
    void proceed() {
        if (!received()) {
            return;
        }
        // The pieces of one event: enough to keep the proxy busy, not so many that nothing is read meanwhile.
        for (int i = 0; i < PIECES.length && sent < SIZE; i++) {
            int length = Math.min(PIECES[piece], SIZE - sent);
            int result = wire.send(NOISE.asSlice(sent, length));
            if (result == Kernel.TRY_AGAIN) {
                return;
            }
            if (result < 0) {
                fail("cannot send: " + result);
                return;
            }
            sent += result;
            piece = (piece + 1) % PIECES.length;
        }
        if (sent == SIZE) {
            sent++;
            run.loop().change(fd, Loop.READABLE);
        }
    }

    /// @return whether there is more to do
    private boolean received() {
        int length = wire.receive();
        if (length == Kernel.TRY_AGAIN) {
            return true;
        }
        if (length <= 0) {
            ended(length);
            return false;
        }
        if (received + length > SIZE || run.loop().buffer().asSlice(0, length)
                .mismatch(NOISE.asSlice(received, length)) >= 0) {
            fail("other bytes came back than were sent, somewhere from " + received);
            return false;
        }
        received += length;
        if (received < SIZE) {
            return true;
        }
        if (run.entrance().tls().isPresent()) {
            // TLS has an end of its own, which proxies answer each in their way.
            ended(0);
            return false;
        }
        Kernel.shutDownSending(fd);
        return true;
    }

    @Override
    void ended(int result) {
        if (result == 0 && received == SIZE) {
            run.tally().operation(startNanos, System.nanoTime());
            close();
        } else if (received == SIZE) {
            fail("all bytes came back, but not the end of the stream: " + result);
        } else {
            super.ended(result);
        }
    }
}
