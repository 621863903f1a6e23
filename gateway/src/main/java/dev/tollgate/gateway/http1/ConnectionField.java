package dev.tollgate.gateway.http1;

import io.netty.buffer.ByteBuf;

/// What a message that we write says about the connection it travels on.
public enum ConnectionField {
    UNSAID, CLOSE, KEEP_ALIVE;

    /// What a client of this version must be told: only what differs from its default.
    public static ConnectionField toward(HttpVersion client, boolean keepAlive) {
        if (client == HttpVersion.HTTP_1_1) {
            return keepAlive ? UNSAID : CLOSE;
        }
        return keepAlive ? KEEP_ALIVE : CLOSE;
    }

    void write(ByteBuf out) {
        switch (this) {
            case UNSAID -> {
            }
            case CLOSE -> FieldLines.append(out, "Connection", "close");
            case KEEP_ALIVE -> FieldLines.append(out, "Connection", "keep-alive");
        }
    }
}
