package dev.tollgate.bench.load;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// All that clients of one [Entrance] send, ready to go. Immutable.
final class Letters {
    static final MemorySegment SMALL_REQUEST = text("GET /s HTTP/1.1\r\nHost: o\r\n\r\n");
    static final MemorySegment LARGE_REQUEST = text("GET /1 HTTP/1.1\r\nHost: o\r\n\r\n");
    static final MemorySegment START_DOWNLOAD = text("B\n");
    static final int PING = 64;
    static final MemorySegment START_ECHO = text("E\n");
    static final MemorySegment FIRST_PING = text("E\n" + "p".repeat(PING));
    static final MemorySegment NEXT_PING = text("p".repeat(PING));
    static final MemorySegment SOCKS_GREETING = Origin.global((byte) 5, (byte) 1, (byte) 2);

    private final MemorySegment socksRequest;
    private final MemorySegment[] connects;
    private final MemorySegment[] socksLogins;
    private final MemorySegment[] requests;

    Letters(Entrance entrance, int originPort) {
        List<Login> logins = entrance.logins();
        String origin = "127.0.0.1:" + originPort;
        connects = each(logins, login -> text("CONNECT " + origin + " HTTP/1.1\r\nHost: " + origin
                + "\r\nUser-Agent: bench\r\nProxy-Connection: keep-alive\r\n" + credentials(login) + "\r\n"));
        requests = each(logins, login -> entrance.protocol() == Protocol.DIRECT
                ? LARGE_REQUEST
                : text("GET http://" + origin + "/1 HTTP/1.1\r\nHost: " + origin + "\r\nUser-Agent: bench\r\n"
                        + credentials(login) + "\r\n"));
        socksLogins = each(logins, Letters::socksLogin);
        socksRequest = Origin.global((byte) 5, (byte) 1, (byte) 0, (byte) 1, (byte) 127, (byte) 0, (byte) 0, (byte) 1,
                (byte) (originPort >> 8), (byte) originPort);
    }

    private static MemorySegment[] each(List<Login> logins, Function<Login, MemorySegment> letter) {
        return logins.stream().map(letter).toArray(MemorySegment[]::new);
    }

    private static MemorySegment text(String text) {
        return Origin.global(text.getBytes(US_ASCII));
    }

    private static String credentials(Login login) {
        byte[] pair = (login.username() + ":" + login.password()).getBytes(US_ASCII);
        return "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(pair) + "\r\n";
    }

    private static MemorySegment socksLogin(Login login) {
        byte[] username = login.username().getBytes(US_ASCII);
        byte[] password = login.password().getBytes(US_ASCII);
        ByteArrayOutputStream letter = new ByteArrayOutputStream();
        letter.write(1);
        letter.write(username.length);
        letter.writeBytes(username);
        letter.write(password.length);
        letter.writeBytes(password);
        return Origin.global(letter.toByteArray());
    }

    /// CONNECT as the login of that number.
    MemorySegment connect(int number) {
        return connects[number % connects.length];
    }

    MemorySegment socksLogin(int number) {
        return socksLogins[number % socksLogins.length];
    }

    MemorySegment socksRequest() {
        return socksRequest;
    }

    /// A plain request for 1 KiB.
    MemorySegment request(int number) {
        return requests[number % requests.length];
    }
}
