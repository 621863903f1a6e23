package dev.tollgate.app.endurance;

import dev.tollgate.app.ApiClient.SubUser;
import dev.tollgate.app.journey.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Tunnels and downloads that were open, and how they ended.
final class TunnelEndings {
    private static final int CHUNK = 1 << 10;

    private TunnelEndings() {}

    /// The client finishes first, or the target does.
    static int halfClosed(Scene scene, int turn) throws IOException {
        boolean clientFirst = turn / Doorway.values().length % 2 == 0;
        int port = clientFirst ? scene.echoPort() : scene.contrary().port();
        long began = System.nanoTime();
        try (ClientLine line = scene.tunnel(turn, port)) {
            if (clientFirst) {
                line.send("last words");
                line.finish();
                // Inside TLS a client's farewell ends the tunnel, so that the echo may be lost with it.
                if (!Doorway.of(turn).tls()) {
                    expect(10, line.awaitEnd(), began);
                }
            } else {
                line.send((byte) 'E');
                expect(3, line.awaitEnd(), began);
                line.finish();
            }
        }
        return 1;
    }

    private static void expect(long wanted, long came, long began) {
        if (came != wanted) {
            throw new AssertionError(came + " bytes came instead of " + wanted + ", after "
                    + Duration.ofNanos(System.nanoTime() - began));
        }
    }

    /// A tunnel without a byte, or a connection without a further request, is closed by the gateway.
    static int idle(Scene hasty, int turn) throws IOException {
        if (Math.floorMod(turn, 5) == 4) {
            try (ClientLine line = hasty.open(turn)) {
                line.send("GET " + hasty.plain().url("/status/204") + " HTTP/1.1\r\nHost: "
                        + hasty.plain().authority() + "\r\n" + hasty.credentials() + "\r\n");
                line.head();
                line.awaitEnd();
            }
            return 1;
        }
        try (ClientLine line = hasty.tunnel(turn, hasty.echoPort())) {
            line.awaitEnd();
        }
        return 1;
    }

    /// Tunnels and a download of one sub-user, who is then disabled.
    static int disabled(Scene scene, int turn) throws IOException {
        SubUser subUser = scene.newSubUser(turn);
        List<ClientLine> open = new ArrayList<>();
        try {
            for (Doorway doorway : Doorway.values()) {
                ClientLine tunnel = doorway.tunnel(scene.open(turn), subUser, "127.0.0.1", scene.echoPort());
                open.add(tunnel);
                tunnel.echo("still there");
            }
            ClientLine download = scene.open(turn);
            open.add(download);
            download.send(Wire.get(scene.plain().url("/endless"),
                    Wire.credentials(subUser.residential(), subUser.password())));
            download.head();

            scene.disable(subUser);
            for (ClientLine one : open) {
                one.awaitEnd();
            }
            return open.size();
        } finally {
            for (ClientLine one : open) {
                one.close();
            }
        }
    }

    /// Takes in little of a flood and leaves, with or without manners.
    static int slowReader(Scene scene, int turn) throws IOException {
        ClientLine plain = scene.openNarrow(turn);
        try (ClientLine line = Doorway.of(turn).tunnel(plain, scene.subUser(), "127.0.0.1",
                scene.contrary().port())) {
            line.send((byte) 'F');
            for (int i = 0; i < 20; i++) {
                line.read(CHUNK);
            }
            if (turn / Doorway.values().length % 2 == 0) {
                line.reset();
            } else {
                line.finish();
            }
        }
        return 1;
    }

    /// Reset in the middle of a tunnel or of a body, or never there.
    static int targetGone(Scene scene, int turn) throws IOException {
        switch (Math.floorMod(turn / Doorway.values().length, 3)) {
            case 0 -> {
                try (ClientLine line = scene.tunnel(turn, scene.contrary().port())) {
                    line.send((byte) 'R');
                    line.awaitEnd();
                }
            }
            case 1 -> {
                try (ClientLine line = scene.open(turn)) {
                    line.send(Wire.get("http://127.0.0.1:" + scene.contrary().port() + "/", scene.credentials()));
                    if (line.awaitEnd() > 100_000) {
                        throw new AssertionError("more came than was sent");
                    }
                }
            }
            default -> {
                Doorway doorway = Doorway.of(turn);
                ClientLine plain = scene.open(turn);
                try (ClientLine line = doorway.tls() ? plain.insideTls() : plain) {
                    String said = doorway.ask(line, scene.subUser(), scene.subUser().password(), "127.0.0.1",
                            Scene.NOBODY);
                    if (!said.equals(doorway.refusal("target-refused", "R05"))) {
                        throw new AssertionError("nobody was answered " + said);
                    }
                    line.awaitEnd();
                }
            }
        }
        return 1;
    }
}
