package dev.tollgate.app.endurance;

import dev.tollgate.app.journey.Wire;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// Clients that leave with a reset, or that fall silent first, at each step of each handshake.
final class HandshakeResets {
    /// The first bytes of a ClientHello, which say that 512 will follow.
    private static final byte[] HALF_HELLO = {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};

    private interface Step {
        void go(ClientLine line, Scene scene) throws IOException;
    }

    private static final List<Step> STEPS = List.of(
            (line, scene) -> {},
            (line, scene) -> line.send("CONNECT 127.0.0.1:443 HT"),
            (line, scene) -> line.send(connect(scene)),
            (line, scene) -> {
                line.send(connect(scene));
                line.read(1);
            },
            (line, scene) -> line.send(get(scene).substring(0, 40)),
            (line, scene) -> line.send(get(scene)),
            (line, scene) -> line.send("POST " + scene.plain().url("/digest") + " HTTP/1.1\r\nHost: "
                    + scene.plain().authority() + "\r\nContent-Length: 100000\r\n" + scene.credentials()
                    + "\r\nthe rest never comes"),
            (line, scene) -> line.send((byte) 5),
            (line, scene) -> line.send(Doorway.greeting()),
            (line, scene) -> greeted(line),
            (line, scene) -> {
                greeted(line);
                line.send(Arrays.copyOf(Doorway.login(scene.subUser()), 9));
            },
            (line, scene) -> {
                greeted(line);
                line.send(Doorway.login(scene.subUser()));
            },
            HandshakeResets::loggedIn,
            (line, scene) -> {
                loggedIn(line, scene);
                line.send(Arrays.copyOf(Wire.socksConnect("127.0.0.1", scene.echoPort()), 7));
            },
            (line, scene) -> {
                loggedIn(line, scene);
                line.send(Wire.socksConnect("127.0.0.1", scene.echoPort()));
            },
            (line, scene) -> line.send((byte) 0x16),
            (line, scene) -> line.send(HALF_HELLO));
    /// Those that are also taken inside TLS.
    private static final int WITHOUT_TLS_OF_THEIR_OWN = STEPS.size() - 2;

    private HandshakeResets() {}

    private static String connect(Scene scene) {
        return Wire.connect("127.0.0.1:" + scene.echoPort(), scene.credentials());
    }

    private static String get(Scene scene) {
        return Wire.get(scene.plain().url("/hello"), scene.credentials());
    }

    private static void greeted(ClientLine line) throws IOException {
        line.send(Doorway.greeting());
        line.read(2);
    }

    private static void loggedIn(ClientLine line, Scene scene) throws IOException {
        greeted(line);
        line.send(Doorway.login(scene.subUser()));
        line.read(2);
    }

    static int live(Scene scene, int turn) throws IOException {
        int step = Math.floorMod(turn, STEPS.size() + WITHOUT_TLS_OF_THEIR_OWN);
        if (step < STEPS.size()) {
            leaveAt(STEPS.get(step), scene.open(turn), scene);
        } else {
            leaveAt(STEPS.get(step - STEPS.size()), scene.open(turn).insideTls(), scene);
        }
        return 1;
    }

    private static void leaveAt(Step step, ClientLine line, Scene scene) throws IOException {
        try {
            step.go(line, scene);
        } finally {
            line.reset();
        }
    }
}
