package dev.tollgate.app.endurance;

import dev.tollgate.app.journey.Wire;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/// TLS that comes to nothing, on either side of the gateway.
final class TlsFailures {
    private static final byte[] NO_HELLO = {0x16, 3, 1, 0, 4, 9, 9, 9, 9};

    private TlsFailures() {}

    static int live(Scene scene, int turn) throws IOException {
        switch (Math.floorMod(turn, 5)) {
            case 0 -> nonsense(scene, turn);
            case 1 -> distrust(scene, turn);
            case 2 -> tlsInTls(scene, turn);
            case 3 -> untrustedTarget(scene, turn);
            default -> targetWithoutTls(scene, turn);
        }
        return 1;
    }

    private static void nonsense(Scene scene, int turn) throws IOException {
        try (ClientLine line = scene.open(turn)) {
            line.send(NO_HELLO);
            line.awaitEnd();
        }
    }

    /// A client that trusts other authorities.
    private static void distrust(Scene scene, int turn) throws IOException {
        try (ClientLine line = scene.open(turn)) {
            SSLSocket tls = (SSLSocket) SSLContext.getDefault().getSocketFactory().createSocket(line.socket(),
                    "localhost", scene.node().gatewayPort(), true);
            try {
                tls.startHandshake();
                throw new AssertionError("a client trusted a stranger");
            } catch (SSLException expected) {
                line.awaitEnd();
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static void tlsInTls(Scene scene, int turn) throws IOException {
        try (ClientLine line = scene.open(turn).insideTls()) {
            line.send((byte) 0x16, (byte) 3);
            line.awaitEnd();
        }
    }

    private static void untrustedTarget(Scene scene, int turn) throws IOException {
        refused(scene, turn, scene.untrusted().url("/hello"));
    }

    private static void targetWithoutTls(Scene scene, int turn) throws IOException {
        refused(scene, turn, "https://127.0.0.1:" + scene.contrary().port() + "/hello");
    }

    private static void refused(Scene scene, int turn, String url) throws IOException {
        try (ClientLine line = scene.open(turn)) {
            line.send(Wire.get(url, scene.credentials()));
            String code = line.head().code();
            if (!code.equals("target-tls-failed")) {
                throw new AssertionError(url + " was answered " + code);
            }
            line.awaitEnd();
        }
    }

}
