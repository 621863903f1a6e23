package dev.tollgate.app.journey.target;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// A request's body, framed by its length or in chunks; leaves the connection at the next request.
final class TargetBody extends InputStream {
    private final InputStream in;
    private final boolean chunked;
    private long left;
    private boolean ended;

    private TargetBody(InputStream in, boolean chunked, long left) {
        this.in = in;
        this.chunked = chunked;
        this.left = left;
    }

    static InputStream of(TargetRequest head, InputStream in) {
        if (head.field("transfer-encoding").isPresent()) {
            return new TargetBody(in, true, 0);
        }
        return new TargetBody(in, false, head.field("content-length").map(Long::parseLong).orElse(0L));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (left == 0 && !nextChunk()) {
            return -1;
        }
        int count = in.read(into, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("within a body");
        }
        left -= count;
        if (chunked && left == 0) {
            TargetRequest.needed(in);
        }
        return count;
    }

    private boolean nextChunk() throws IOException {
        if (!chunked || ended) {
            return false;
        }
        left = Long.parseLong(TargetRequest.needed(in), 16);
        if (left > 0) {
            return true;
        }
        ended = true;
        // Trailers, which nobody here reads.
        String trailer = TargetRequest.needed(in);
        while (!trailer.isEmpty()) {
            trailer = TargetRequest.needed(in);
        }
        return false;
    }
}
