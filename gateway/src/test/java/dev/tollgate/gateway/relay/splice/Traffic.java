package dev.tollgate.gateway.relay.splice;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

/// What peers of a tunnel say and hear.
final class Traffic {
    private static final int PIECE = 64 * 1024;

    private Traffic() {}

    static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    static void hears(Socket socket, String text) throws IOException {
        assertThat(new String(socket.getInputStream().readNBytes(text.length()), US_ASCII)).isEqualTo(text);
    }

    /// Sends noise in pieces of random sizes.
    ///
    /// @return its checksum
    static long send(Socket socket, long size, RandomGenerator random, int largest) throws IOException {
        CRC32C sum = new CRC32C();
        OutputStream out = socket.getOutputStream();
        Random noise = new Random(random.nextLong());
        long sent = 0;
        while (sent < size) {
            byte[] piece = new byte[(int) Math.min(size - sent, 1 + random.nextInt(largest))];
            noise.nextBytes(piece);
            sum.update(piece);
            out.write(piece);
            sent += piece.length;
        }
        return sum.getValue();
    }

    /// @return the checksum of the next bytes
    static long receive(Socket socket, long size) throws IOException {
        CRC32C sum = new CRC32C();
        receive(socket, size, sum);
        return sum.getValue();
    }

    /// Adds the next bytes to a checksum.
    static void receive(Socket socket, long size, CRC32C sum) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] piece = new byte[PIECE];
        long received = 0;
        while (received < size) {
            int n = in.read(piece, 0, (int) Math.min(piece.length, size - received));
            if (n < 0) {
                throw new EOFException("after " + received + " of " + size);
            }
            sum.update(piece, 0, n);
            received += n;
        }
    }

    static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /// Reads to the end.
    ///
    /// @return whether the stream broke instead of ending
    static boolean broken(Socket socket) {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            return false;
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("still connected", e);
        } catch (IOException e) {
            return true;
        }
    }
}
