package dev.tollgate.app.endurance.soak;

import dev.tollgate.app.endurance.ClientLine;
import dev.tollgate.app.journey.Wire;
import dev.tollgate.app.journey.target.SeededBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What one client of a soak does, and checks to the byte.
enum Errand {
    TALK {
        @Override
        void run(SoakedProxy proxy, int turn) throws IOException {
            try (ClientLine line = proxy.tunnel(turn, proxy.echoPort())) {
                for (int i = 0; i < 5; i++) {
                    line.echo("turn " + turn + ", word " + i);
                }
            }
        }
    },
    FAREWELL {
        @Override
        void run(SoakedProxy proxy, int turn) throws IOException {
            try (ClientLine line = proxy.tunnel(turn, proxy.echoPort())) {
                line.echo("some words");
                line.finish();
                long more = line.awaitEnd();
                if (more != 0) {
                    throw new AssertionError(more + " bytes came after the echo");
                }
            }
        }
    },
    REQUESTS {
        @Override
        void run(SoakedProxy proxy, int turn) throws IOException {
            try (ClientLine line = proxy.open(turn)) {
                for (int i = 0; i < 5; i++) {
                    line.send(get(proxy, "/bytes/" + i + "/1000", true));
                    expectBody(line, i, 1000);
                }
            }
        }
    },
    PIPELINED {
        @Override
        void run(SoakedProxy proxy, int turn) throws IOException {
            try (ClientLine line = proxy.open(turn)) {
                line.send(get(proxy, "/bytes/1/500", true) + get(proxy, "/bytes/2/50000", true)
                        + get(proxy, "/bytes/3/500", true));
                expectBody(line, 1, 500);
                expectBody(line, 2, 50_000);
                expectBody(line, 3, 500);
            }
        }
    },
    DOWNLOAD {
        @Override
        void run(SoakedProxy proxy, int turn) throws IOException {
            try (ClientLine line = proxy.open(turn)) {
                line.send(get(proxy, "/bytes/4/" + LARGE, true));
                expectBody(line, 4, LARGE);
            }
        }
    },
    TUNNELLED_DOWNLOAD {
        @Override
        void run(SoakedProxy proxy, int turn) throws IOException {
            try (ClientLine line = proxy.tunnel(turn, proxy.target().port())) {
                line.send(get(proxy, "/bytes/5/" + LARGE, false));
                expectBody(line, 5, LARGE);
            }
        }
    },
    UPLOAD {
        @Override
        void run(SoakedProxy proxy, int turn) throws IOException {
            try (ClientLine line = proxy.open(turn)) {
                post(line, proxy, proxy.target().base(), proxy.credentials());
            }
        }
    },
    TUNNELLED_UPLOAD {
        @Override
        void run(SoakedProxy proxy, int turn) throws IOException {
            try (ClientLine line = proxy.tunnel(turn, proxy.target().port())) {
                post(line, proxy, "", "");
            }
        }
    },
    ABORT {
        @Override
        void run(SoakedProxy proxy, int turn) throws IOException {
            ClientLine line = turn % 2 == 0 ? proxy.open(turn) : proxy.tunnel(turn, proxy.target().port());
            try {
                line.send(get(proxy, "/bytes/6/" + LARGE, turn % 2 == 0));
                line.read(1 + Math.floorMod(turn * 7919, 100_000));
            } finally {
                line.reset();
            }
        }
    };

    private static final int LARGE = 1 << 20;
    /// A hundred turns: small talk and requests mostly, every tenth a megabyte, one leaves in the middle.
    private static final List<Errand> MIX = List.of(TALK, REQUESTS, TALK, FAREWELL, PIPELINED, TALK, REQUESTS, TALK,
            FAREWELL, TALK);
    private static final List<Errand> MEGABYTES = List.of(DOWNLOAD, TUNNELLED_DOWNLOAD, UPLOAD, TUNNELLED_UPLOAD);
    private static final Map<String, String> DIGESTS = new ConcurrentHashMap<>();

    abstract void run(SoakedProxy proxy, int turn) throws IOException;

    /// What the client of this turn does.
    static Errand of(int turn) {
        if (turn % 100 == 50) {
            return ABORT;
        }
        return turn % 10 == 9 ? MEGABYTES.get(turn / 10 % MEGABYTES.size()) : MIX.get(turn / 4 % MIX.size());
    }

    /// @param asProxy whether the request is spoken to the proxy, or to the target inside a tunnel
    private static String get(SoakedProxy proxy, String path, boolean asProxy) {
        return "GET " + (asProxy ? proxy.target().url(path) : path) + " HTTP/1.1\r\nHost: "
                + proxy.target().authority() + "\r\n" + (asProxy ? proxy.credentials() : "") + "\r\n";
    }

    private static void expectBody(ClientLine line, long seed, int length) throws IOException {
        Wire.Answer head = line.head();
        if (!head.status().startsWith("HTTP/1.1 200")) {
            throw new AssertionError("answered " + head.status() + " " + head.code());
        }
        String came = SeededBytes.sha256(new ByteArrayInputStream(line.read(length)));
        if (!came.equals(digest(seed, length))) {
            throw new AssertionError("other bytes came than were sent");
        }
    }

    private static void post(ClientLine line, SoakedProxy proxy, String base, String credentials) throws IOException {
        var request = new ByteArrayOutputStream();
        request.writeBytes(("POST " + base + "/digest HTTP/1.1\r\nHost: " + proxy.target().authority() + "\r\n"
                + credentials + "Content-Length: " + LARGE + "\r\n\r\n").getBytes(
                        StandardCharsets.US_ASCII));
        request.writeBytes(new SeededBytes(7, LARGE).readAllBytes());
        line.send(request.toByteArray());
        String wanted = LARGE + " " + digest(7, LARGE);
        Wire.Answer head = line.head();
        if (!head.status().startsWith("HTTP/1.1 200")) {
            throw new AssertionError("answered " + head.status() + " " + head.code());
        }
        String said = new String(line.read(wanted.length()), StandardCharsets.US_ASCII);
        if (!said.equals(wanted)) {
            throw new AssertionError("the target got other bytes than were sent");
        }
    }

    private static String digest(long seed, int length) {
        return DIGESTS.computeIfAbsent(seed + " " + length, unseen -> SeededBytes.sha256(seed, length));
    }
}
