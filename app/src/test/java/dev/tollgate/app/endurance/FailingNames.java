package dev.tollgate.app.endurance;

import dev.tollgate.app.journey.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;

/// A name server on loopback that knows nothing: a name that begins with `silent` gets no answer, one with `broken` a failure,
/// any other does not exist. Thread-safe.
final class FailingNames implements AutoCloseable {
    private static final int HEADER = 12;
    private static final int LONGEST = 512;
    private static final byte ANSWER = (byte) 0x81;
    private static final byte SERVER_FAILURE = (byte) 0x82;
    private static final byte NO_SUCH_NAME = (byte) 0x83;

    private final DatagramSocket socket;

    private FailingNames(DatagramSocket socket) {
        this.socket = socket;
    }

    static FailingNames start() {
        try {
            var names = new FailingNames(new DatagramSocket(0, Wire.LOOPBACK));
            Thread.ofVirtual().start(names::serve);
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `127.0.0.1:port`.
    String authority() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    private void serve() {
        try {
            while (true) {
                byte[] buffer = new byte[LONGEST];
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte first = buffer[HEADER + 1];
                if (first == 's') {
                    continue;
                }
                // The question as it came, with the marks of an answer (RFC 1035, section 4.1.1) and without additional records.
                buffer[2] = ANSWER;
                buffer[3] = first == 'b' ? SERVER_FAILURE : NO_SUCH_NAME;
                buffer[11] = 0;
                packet.setLength(endOfQuestion(buffer));
                socket.send(packet);
            }
        } catch (IOException _) {
            // Closed.
            return;
        }
    }

    private static int endOfQuestion(byte[] packet) {
        int at = HEADER;
        while (packet[at] != 0) {
            at += packet[at] + 1;
        }
        return at + 1 + 4;
    }

    @Override
    public void close() {
        socket.close();
    }
}
