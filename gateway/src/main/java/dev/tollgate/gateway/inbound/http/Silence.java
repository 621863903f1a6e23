package dev.tollgate.gateway.inbound.http;

import dev.tollgate.gateway.connection.ClientConnection;
import dev.tollgate.gateway.connection.Timeouts;
import dev.tollgate.gateway.http1.RequestHead;
import java.time.Duration;

/// How long a plain request may be without a byte either way (G§19): until the target's first byte, and within bodies. Confined
/// to the connection's event loop.
final class Silence {
    private final ClientConnection connection;
    private final RequestHead head;
    private final Upload upload;
    private final ClientAnswer answer;
    private final Runnable tooLong;
    private long lastByte;

    /// @param tooLong told when it is over; [#targetIsDue] says whose silence it was
    Silence(ClientConnection connection, RequestHead head, Upload upload, ClientAnswer answer, Runnable tooLong) {
        this.connection = connection;
        this.head = head;
        this.upload = upload;
        this.answer = answer;
        this.tooLong = tooLong;
    }

    void sawByte() {
        lastByte = now();
    }

    /// Whether the next byte has to come from the target, which then has not answered at all.
    boolean targetIsDue() {
        return !answer.begun() && (upload.ended() || (head.expectsContinue() && !upload.begun()));
    }

    /// From now on. To be told anew when whose turn it is has changed.
    void watch() {
        connection.deadline(patience(), this::look);
    }

    private Duration patience() {
        Timeouts timeouts = connection.options().timeouts();
        return targetIsDue() ? timeouts.firstByte() : timeouts.bodyIdle();
    }

    private void look() {
        Duration left = patience().minusNanos(now() - lastByte);
        if (left.isPositive()) {
            connection.deadline(left, this::look);
        } else {
            tooLong.run();
        }
    }

    private long now() {
        return connection.loop().eventLoop().ticker().nanoTime();
    }
}
