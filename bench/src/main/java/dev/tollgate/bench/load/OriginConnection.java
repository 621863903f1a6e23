package dev.tollgate.bench.load;

import dev.tollgate.bench.kernel.Kernel;
import dev.tollgate.bench.kernel.Loop;
import dev.tollgate.bench.kernel.Watcher;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

/// One connection to the [Origin].
final class OriginConnection implements Watcher {
    private static final int DOWNLOADS_A_TURN = 4;
    private static final int PATH = "GET /".length();
    private static final byte[] END = {'\r', '\n', '\r', '\n'};

    private final Origin origin;
    private final Loop loop;
    private final int fd;
    private Kind kind = Kind.NEW;
    /// Of the end of a head, how many bytes are there.
    private int matched;
    private int position;
    private boolean large;
    /// Of an echo, what the client has no room for yet.
    private MemorySegment unsent = MemorySegment.NULL;

    private enum Kind {
        NEW, HTTP, ECHO, SOURCE
    }

    OriginConnection(Origin origin, Loop loop, int fd) {
        this.origin = origin;
        this.loop = loop;
        this.fd = fd;
    }

    @Override
    public void ready(int events) {
        if (kind == Kind.SOURCE) {
            download();
            return;
        }
        if (unsent.byteSize() > 0) {
            echoRest();
            return;
        }
        MemorySegment buffer = loop.buffer();
        int length = Kernel.receive(fd, buffer, buffer.byteSize());
        if (length == Kernel.TRY_AGAIN) {
            return;
        }
        if (length <= 0) {
            loop.close(fd);
            return;
        }
        received(buffer, length);
    }

    private void received(MemorySegment bytes, int length) {
        int start = 0;
        if (kind == Kind.NEW) {
            switch (bytes.get(JAVA_BYTE, 0)) {
                case Origin.ECHO -> {
                    kind = Kind.ECHO;
                    start = 2;
                }
                case Origin.SOURCE -> {
                    kind = Kind.SOURCE;
                    loop.change(fd, Loop.WRITABLE);
                    return;
                }
                default -> kind = Kind.HTTP;
            }
        }
        if (kind == Kind.ECHO) {
            echo(bytes.asSlice(start, length - start));
        } else {
            answerHeads(bytes, length);
        }
    }

    private void answerHeads(MemorySegment bytes, int length) {
        for (int i = 0; i < length; i++) {
            byte one = bytes.get(JAVA_BYTE, i);
            if (position++ == PATH) {
                large = one == '1';
            }
            matched = one == END[matched] ? matched + 1 : one == '\r' ? 1 : 0;
            if (matched == END.length) {
                matched = 0;
                position = 0;
                MemorySegment answer = large ? origin.large : origin.small;
                Kernel.send(fd, answer, answer.byteSize());
            }
        }
    }

    private void echo(MemorySegment bytes) {
        if (bytes.byteSize() == 0) {
            return;
        }
        int sent = Math.max(0, Kernel.send(fd, bytes, bytes.byteSize()));
        if (sent < bytes.byteSize()) {
            unsent = Arena.ofAuto().allocate(bytes.byteSize() - sent).copyFrom(bytes.asSlice(sent));
            loop.change(fd, Loop.WRITABLE);
        }
    }

    private void echoRest() {
        int sent = Kernel.send(fd, unsent, unsent.byteSize());
        if (sent < 0 && sent != Kernel.TRY_AGAIN) {
            loop.close(fd);
            return;
        }
        unsent = unsent.asSlice(Math.max(0, sent));
        if (unsent.byteSize() == 0) {
            loop.change(fd, Loop.READABLE);
        }
    }

    private void download() {
        for (int i = 0; i < DOWNLOADS_A_TURN; i++) {
            int sent = Kernel.sendFile(fd, origin.file, Origin.CHUNK);
            if (sent < 0) {
                if (sent != Kernel.TRY_AGAIN) {
                    loop.close(fd);
                }
                return;
            }
            origin.countDownload(sent);
        }
    }
}
