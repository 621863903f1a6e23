package dev.tollgate.app.endurance;

import dev.tollgate.app.ApiClient.SubUser;
import dev.tollgate.app.journey.Wire;
import java.io.IOException;

/// Connections that are turned away, through every doorway and as plain requests.
final class Refusals {
    private static final int MAIL = 25;
    /// Requests of the turn after the last doorway are plain.
    private static final int SPELLINGS = Doorway.values().length + 1;

    private Refusals() {}

    private static void refused(Scene scene, int turn, SubUser subUser, String password, String host, int port,
            String code, String socksAnswer) throws IOException {
        if (Math.floorMod(turn, SPELLINGS) == SPELLINGS - 1) {
            refusedPlain(scene, turn, Wire.get("http://" + host + ":" + port + "/",
                    Wire.credentials(subUser.residential(), password)), code);
            return;
        }
        Doorway doorway = Doorway.of(Math.floorMod(turn, SPELLINGS));
        ClientLine plain = scene.open(turn);
        try (ClientLine line = doorway.tls() ? plain.insideTls() : plain) {
            expect(doorway.refusal(code, socksAnswer), doorway.ask(line, subUser, password, host, port));
            line.awaitEnd();
        }
    }

    private static void refusedPlain(Scene scene, int turn, String request, String code) throws IOException {
        try (ClientLine line = scene.open(turn)) {
            line.send(request);
            expect(code, line.head().code());
            line.awaitEnd();
        }
    }

    private static void expect(String wanted, String said) {
        if (!said.equals(wanted)) {
            throw new AssertionError("answered " + said + " instead of " + wanted);
        }
    }

    /// A port that is denied, an address that is, a sub-user who is disabled.
    static int forbidden(Scene scene, int turn) throws IOException {
        SubUser subUser = scene.subUser();
        switch (Math.floorMod(turn / SPELLINGS, 3)) {
            case 0 -> refused(scene, turn, subUser, subUser.password(), "127.0.0.1", MAIL, "restricted-port", "R02");
            case 1 -> refused(scene, turn, subUser, subUser.password(), "10.1.2.3", 80, "restricted-target", "R02");
            default -> refused(scene, turn, scene.disabled(), scene.disabled().password(), "127.0.0.1",
                    scene.echoPort(), "subuser-disabled", "R02");
        }
        return 1;
    }

    /// A name that does not exist, one whose server fails, one whose server is silent.
    static int nameless(Scene scene, int turn) throws IOException {
        SubUser subUser = scene.subUser();
        String name = switch (Math.floorMod(turn / SPELLINGS, 3)) {
            case 0 -> "unknown" + turn + ".example";
            case 1 -> "broken" + turn + ".example";
            default -> "silent" + turn + ".example";
        };
        refused(scene, turn, subUser, subUser.password(), name, 80, "target-dns-failed", "R04");
        return 1;
    }

    static int wrongPassword(Scene scene, int turn) throws IOException {
        refused(scene, turn, scene.subUser(), "wrong", "127.0.0.1", scene.echoPort(), "auth-failed", "L01");
        return 1;
    }

    /// One tunnel of a sub-user who may have one, and some more.
    static int crowded(Scene scene, int turn) throws IOException {
        SubUser crowded = scene.crowded(turn);
        synchronized (crowded) {
            try (ClientLine first = firstOfCrowd(scene, turn, crowded)) {
                for (int i = 0; i < SPELLINGS; i++) {
                    first.echo("busy");
                    refused(scene, i, crowded, crowded.password(), "127.0.0.1", scene.echoPort(), "concurrent-limit",
                            "R02");
                }
            }
        }
        return 1 + SPELLINGS;
    }

    /// The slot of the crowd before may be given back a moment after its client left.
    private static ClientLine firstOfCrowd(Scene scene, int turn, SubUser crowded) throws IOException {
        while (true) {
            ClientLine line = scene.open(turn);
            String said = Doorway.CONNECT.ask(line, crowded, crowded.password(), "127.0.0.1", scene.echoPort());
            if (said.equals("ok")) {
                return line;
            }
            line.close();
            expect("concurrent-limit", said);
        }
    }
}
