package dev.tollgate.gateway.http1;

import io.netty.buffer.ByteBuf;

/// Takes the chunked coding off a body (RFC 9112, section 7.1), strictly; extensions and trailers are validated and
/// dropped. Confined to its channel's event loop; good for one body.
public final class ChunkDecoder {

    static final int MAX_SIZE_DIGITS = 15;
    static final int MAX_EXTENSION = 4_096;
    static final int MAX_TRAILERS = 8_192;

    private static final ChunkReading NEEDS_MORE = new ChunkReading.NeedsMore();
    private static final ChunkReading END = new ChunkReading.End();

    private enum Step {
        SIZE,
        BLANK,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER_START,
        TRAILER_NAME,
        TRAILER_VALUE,
        TRAILER_LF,
        END_LF,
        END,
        BROKEN
    }

    private Step step = Step.SIZE;
    private int digits;
    private int used;
    private long size;
    private String fault = "";

    /// Uses bytes of the buffer up to the next piece of the body, its end or a fault. To be called until it answers
    /// anything but [ChunkReading.Data]; what it answered last after the end or a fault, it answers for ever.
    public ChunkReading read(ByteBuf in) {
        while (step != Step.END && step != Step.BROKEN && in.isReadable()) {
            if (step == Step.DATA) {
                return data(in);
            }
            take(in.readByte());
        }
        return switch (step) {
            case END -> END;
            case BROKEN -> new ChunkReading.Malformed(fault);
            case SIZE, BLANK, EXTENSION, SIZE_LF, DATA, DATA_CR, DATA_LF, TRAILER_START, TRAILER_NAME, TRAILER_VALUE,
                    TRAILER_LF, END_LF ->
                NEEDS_MORE;
        };
    }

    private ChunkReading data(ByteBuf in) {
        int length = (int) Math.min(size, in.readableBytes());
        size -= length;
        if (size == 0) {
            step = Step.DATA_CR;
        }
        return new ChunkReading.Data(in.readRetainedSlice(length));
    }

    private void take(byte b) {
        switch (step) {
            case SIZE -> takeSize(b);
            case BLANK -> takeBlank(b);
            case EXTENSION -> takeExtension(b);
            case SIZE_LF -> expect(b, '\n', size == 0 ? Step.TRAILER_START : Step.DATA);
            case DATA_CR -> expect(b, '\r', Step.DATA_LF);
            case DATA_LF -> expect(b, '\n', Step.SIZE);
            case TRAILER_START -> takeTrailerStart(b);
            case TRAILER_NAME -> takeTrailerName(b);
            case TRAILER_VALUE -> takeTrailerValue(b);
            case TRAILER_LF -> expectInTrailers(b, '\n', Step.TRAILER_START);
            case END_LF -> expect(b, '\n', Step.END);
            case DATA, END, BROKEN -> throw new IllegalStateException("no framing byte is due");
        }
    }

    private void takeSize(byte b) {
        int digit = Character.digit(b & 0xff, 16);
        if (digit >= 0 && digits < MAX_SIZE_DIGITS) {
            digits++;
            size = size << 4 | digit;
        } else if (digit >= 0 || digits == 0) {
            refuse("A chunk size is not 1 to 15 hexadecimal digits.");
        } else {
            endSize(b);
        }
    }

    private void endSize(byte b) {
        digits = 0;
        used = 0;
        if (b == '\r') {
            step = Step.SIZE_LF;
        } else if (b == ';' || HeadBytes.isBlank(b)) {
            step = b == ';' ? Step.EXTENSION : Step.BLANK;
            countExtension();
        } else {
            refuse("A chunk size is not 1 to 15 hexadecimal digits.");
        }
    }

    /// White space behind a size is allowed before an extension, and only there.
    private void takeBlank(byte b) {
        countExtension();
        if (b == ';') {
            step = step == Step.BROKEN ? step : Step.EXTENSION;
        } else if (!HeadBytes.isBlank(b)) {
            refuse("A chunk size is followed by white space.");
        }
    }

    private void takeExtension(byte b) {
        if (b == '\r') {
            step = Step.SIZE_LF;
        } else if (isControl(b)) {
            refuse("A chunk extension holds a control byte.");
        } else {
            countExtension();
        }
    }

    private void countExtension() {
        if (++used > MAX_EXTENSION) {
            refuse("A chunk extension is over 4096 bytes.");
        }
    }

    private void takeTrailerStart(byte b) {
        if (b == '\r') {
            step = Step.END_LF;
        } else if (HeadBytes.isToken(b)) {
            step = Step.TRAILER_NAME;
            countTrailer();
        } else {
            refuse("A trailer is not a field.");
        }
    }

    private void takeTrailerName(byte b) {
        if (b == ':') {
            step = Step.TRAILER_VALUE;
            countTrailer();
        } else if (HeadBytes.isToken(b)) {
            countTrailer();
        } else {
            refuse("A trailer is not a field.");
        }
    }

    private void takeTrailerValue(byte b) {
        if (b == '\r') {
            step = Step.TRAILER_LF;
            countTrailer();
        } else if (isControl(b)) {
            refuse("A trailer holds a control byte.");
        } else {
            countTrailer();
        }
    }

    private void expectInTrailers(byte b, char wanted, Step next) {
        expect(b, wanted, next);
        countTrailer();
    }

    private void countTrailer() {
        if (step != Step.BROKEN && ++used > MAX_TRAILERS) {
            refuse("The trailers are over 8192 bytes.");
        }
    }

    private void expect(byte b, char wanted, Step next) {
        if (b != wanted) {
            refuse("A line of the chunked coding does not end with CRLF.");
            return;
        }
        if (next == Step.TRAILER_START && step == Step.SIZE_LF) {
            used = 0;
        }
        step = next;
    }

    private void refuse(String sentence) {
        step = Step.BROKEN;
        fault = sentence;
    }

    private static boolean isControl(byte b) {
        return (b >= 0 && b < ' ' && b != '\t') || b == 0x7f;
    }
}
