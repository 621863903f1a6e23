package dev.tollgate.bench.load;

import dev.tollgate.bench.kernel.Kernel;
import dev.tollgate.bench.kernel.Loop;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.US_ASCII;

/// What is reached through the proxies. The first byte of a connection says what it is: `E` and a line feed echo what follows, `B`
/// is an endless download that nobody copies, and anything else is HTTP, where a path that begins with `1` is answered with
/// 1 KiB, another one with 64 bytes. Confined to its loop.
public final class Origin {
    public static final int SMALL_BODY = 64;
    public static final int LARGE_BODY = 1024;

    static final byte ECHO = 'E';
    static final byte SOURCE = 'B';
    static final int CHUNK = 1 << 20;
    private static final int ACCEPTS = 64;
    private static final byte[] SMALL = answer(SMALL_BODY);
    private static final byte[] LARGE = answer(LARGE_BODY);
    /// How many bytes the answer with [#SMALL_BODY] has.
    static final int SMALL_ANSWER = SMALL.length;

    final MemorySegment small = global(SMALL);
    final MemorySegment large = global(LARGE);
    final int file = Kernel.memoryFile(noise());
    private final Loop loop;
    private final int listener = Kernel.listen();
    private final int port = Kernel.port(listener);
    private long downloaded;

    public Origin(Loop loop) {
        this.loop = loop;
        loop.watch(listener, Loop.READABLE, events -> accept());
    }

    /// On 127.0.0.1.
    public int port() {
        return port;
    }

    /// Bytes that downloads have sent so far.
    long downloaded() {
        return downloaded;
    }

    void countDownload(int bytes) {
        downloaded += bytes;
    }

    private void accept() {
        for (int i = 0; i < ACCEPTS; i++) {
            int fd = Kernel.accept(listener);
            if (fd < 0) {
                return;
            }
            loop.watch(fd, Loop.READABLE, new OriginConnection(this, loop, fd));
        }
    }

    private static byte[] answer(int body) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nCache-Control: no-store\r\nContent-Length: " + body
                + "\r\n\r\n" + "x".repeat(body)).getBytes(US_ASCII);
    }

    private static MemorySegment noise() {
        byte[] bytes = new byte[CHUNK];
        new Random(1).nextBytes(bytes);
        return Arena.ofAuto().allocateFrom(JAVA_BYTE, bytes);
    }

    /// Bytes outside the heap that live as long as the process.
    static MemorySegment global(byte... bytes) {
        return Arena.global().allocateFrom(JAVA_BYTE, bytes);
    }
}
