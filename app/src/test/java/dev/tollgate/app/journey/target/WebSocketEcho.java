package dev.tollgate.app.journey.target;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// A WebSocket that says again what it hears (RFC 6455).
final class WebSocketEcho {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int OPCODE = 0x0f;
    private static final int CLOSE = 8;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;

    private WebSocketEcho() {}

    static void serve(TargetRequest request, InputStream in, OutputStream out) throws IOException {
        String key = request.field("sec-websocket-key").orElseThrow(() -> new IOException("no WebSocket"));
        out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        var frames = new DataInputStream(in);
        int opcode = 0;
        while (opcode != CLOSE) {
            int first = frames.readUnsignedByte();
            opcode = first & OPCODE;
            byte[] payload = payload(frames);
            // A ping is answered with a pong; all else with itself.
            write(out, opcode == 9 ? (first & ~OPCODE) | 10 : first, payload);
        }
    }

    private static byte[] payload(DataInputStream frames) throws IOException {
        int length = frames.readUnsignedByte() & 0x7f;
        if (length == SHORT_LENGTH) {
            length = frames.readUnsignedShort();
        } else if (length == LONG_LENGTH) {
            length = Math.toIntExact(frames.readLong());
        }
        byte[] mask = frames.readNBytes(4);
        byte[] payload = frames.readNBytes(length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) (payload[i] ^ mask[i % mask.length]);
        }
        return payload;
    }

    private static void write(OutputStream out, int first, byte[] payload) throws IOException {
        out.write(first);
        if (payload.length < SHORT_LENGTH) {
            out.write(payload.length);
        } else if (payload.length <= 0xffff) {
            out.write(new byte[]{SHORT_LENGTH, (byte) (payload.length >> 8), (byte) payload.length});
        } else {
            out.write(new byte[]{LONG_LENGTH, 0, 0, 0, 0, (byte) (payload.length >> 24), (byte) (payload.length >> 16),
                (byte) (payload.length >> 8), (byte) payload.length});
        }
        out.write(payload);
        out.flush();
    }

    private static String accept(String key) {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1")
                    .digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
