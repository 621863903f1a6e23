package dev.tollgate.gateway.hostile;

import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.gateway.hostile.Verdict.Cut;
import dev.tollgate.gateway.hostile.Verdict.PassedOn;
import dev.tollgate.gateway.hostile.Verdict.Replaced;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What targets may try (G§4.4). The request is a GET, and the client wants its connection closed behind the answer.
final class AnswerClasses {

    private static final Verdict BAD = new Replaced(GatewayError.TARGET_PROTOCOL_ERROR);
    /// A second answer, for a client that never asked for it (response queue poisoning).
    private static final String POISON = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison";

    private AnswerClasses() {}

    static final List<HostileClass> ALL = List.of(
            HostileClass.of("`Content-Length` beside `Transfer-Encoding`", BAD,
                    ok("Content-Length: 5", "Transfer-Encoding: chunked") + "0\r\n\r\n",
                    ok("Transfer-Encoding: chunked", "Content-Length: 0") + "0\r\n\r\n"),
            HostileClass.of("`Content-Length` more than once, or not 1 to 18 digits", BAD,
                    Stream.of("Content-Length: 2\r\nContent-Length: 2", "Content-Length: 2\r\nContent-Length: 3",
                            "Content-Length: 2, 2", "Content-Length: +2", "Content-Length: -2", "Content-Length: 0x2",
                            "Content-Length:", "Content-Length: 2 2", "Content-Length: 2\r\n 2",
                            "Content-Length: 1000000000000000000", "Content-Length: 18446744073709551618",
                            "Content-Length: \u00b2").map(field -> ok(field) + "hi")),
            HostileClass.of("`Transfer-Encoding` that is not one `chunked`, or in HTTP/1.0", BAD, Stream.concat(
                    Stream.of("gzip, chunked", "chunked, chunked", "identity", "xchunked", "", "chunked;q=1",
                            "\"chunked\"", "chunked\r\nTransfer-Encoding: chunked", "chunked,", "chunked\u00a0")
                            .map(value -> ok("Transfer-Encoding: " + value) + "0\r\n\r\n"),
                    Stream.of("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"))),
            HostileClass.of("Bare LF, bare CR, NUL and other control bytes in a head", BAD,
                    "HTTP/1.1 200 OK\nContent-Length: 0\n\n", ok("A: b\nC: d"), ok("A: b\rC: d"), ok("A: \0"),
                    ok("A: \u0001"), ok("A: b\u007f"), ok("A\u000b: b"), "HTTP/1.1 200 OK\r\r\n\r\n",
                    "HTTP/1.1 200 OK\r\n\n", "\r\n" + ok("Content-Length: 0"), "\n" + ok("Content-Length: 0")),
            HostileClass.of("A reason phrase that brings fields along", BAD,
                    "HTTP/1.1 200 OK\rSet-Cookie: a=b\r\n\r\n", "HTTP/1.1 200 OK\nSet-Cookie: a=b\r\n\r\n",
                    "HTTP/1.1 200 \0OK\r\n\r\n", "HTTP/1.1 200 \u001b[2J\r\n\r\n"),
            HostileClass.of("Lines that are no fields", BAD, ok("no colon"), ok(": b"), ok("A B: c"), ok("A(: b"),
                    ok("\u00e9: b"), "HTTP/1.1 200 OK\r\n A: b\r\n\r\n", ok("\"A\": b")),
            HostileClass.of("HTTP/0.9 and other things that are no status line", BAD, "hello", "<html>\r\n", "\0\0\0",
                    "HTTP/2 200 OK\r\n\r\n", "HTTP/2.0 200 OK\r\n\r\n", "http/1.1 200 OK\r\n\r\n",
                    "ICY 200 OK\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n",
                    "HTTP/1.1 099 OK\r\n\r\n", "HTTP/1.1 600 OK\r\n\r\n", "HTTP/1.1 -20 OK\r\n\r\n",
                    "HTTP/1.1 2x0 OK\r\n\r\n", "HTTP/1.1  200 OK\r\n\r\n", "HTTP/1.1\t200 OK\r\n\r\n",
                    "HTTP/1.1 200OK\r\n\r\n", "HTTP/1. 200 OK\r\n\r\n", "HTTP/1.12 200 OK\r\n\r\n",
                    " HTTP/1.1 200 OK\r\n\r\n", "SSH-2.0-OpenSSH\r\n"),
            HostileClass.of("101, which nobody asked for", BAD,
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
                    "HTTP/1.1 101 Web Socket Protocol Handshake\r\n\r\n"),
            HostileClass.of("More than 16 interim answers", BAD,
                    "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(17), "HTTP/1.1 100 Continue\r\n\r\n".repeat(
                            1_000)),
            HostileClass.of("Heads over 65,536 bytes, over 128 fields, status lines over 8,192 bytes", BAD,
                    ok("A: " + "b".repeat(65_536)), ok("A: b\r\n".repeat(129).strip()),
                    "HTTP/1.1 200 " + "a".repeat(8_192) + "\r\n\r\n", ok("Connection: " + "a,".repeat(65)),
                    ok("A: b\r\n c".repeat(20_000))),
            HostileClass.of("407, which a client would take for ours", new Replaced(GatewayError.ORIGIN_407),
                    "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\n"
                            + "Content-Length: 0\r\n\r\n"),
            HostileClass.of("An end before the head is whole", new Replaced(GatewayError.TARGET_CLOSED),
                    new String[]{"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n",
                        "HTTP/1.1 100 Continue\r\n\r\n"}),
            HostileClass.of("Chunks that are malformed", new Cut(), Stream.of("5\r\nhellox", "x\r\n", "-1\r\n",
                    "0x5\r\nhello\r\n", "1\nh\r\n", "5 \r\nhello\r\n", "10000000000000000\r\n", "5\r\nhello\n0\r\n\r\n",
                    "0\r\nA\r\n\r\n", "0\r\n" + POISON, "5;" + "a".repeat(4_096) + "\r\nhello\r\n")
                    .map(chunks -> ok("Transfer-Encoding: chunked") + chunks)),
            HostileClass.of("An end within the body", new Cut(), ok("Content-Length: 10") + "hello",
                    ok("Transfer-Encoding: chunked") + "5\r\nhello\r\n", ok("Transfer-Encoding: chunked") + "5\r\nhel",
                    ok("Transfer-Encoding: chunked") + "5\r\nhello\r\n0\r\n"),
            HostileClass.of("Bytes behind the answer (response queue poisoning)",
                    Stream.of(POISON, "x", "\r\n", "\0", "HTTP/1.1 100 Continue\r\n\r\n").flatMap(behind -> Stream.of(
                            ok("Content-Length: 2") + "hi" + behind,
                            ok("Transfer-Encoding: chunked") + "2\r\nhi\r\n0\r\n\r\n" + behind))
                            .map(AnswerClasses::poisoned).toArray(Attempt[]::new)),
            HostileClass.of("A body behind 204 or 304", IntStream.of(204, 304).boxed().flatMap(status -> Stream.of(
                    "Content-Length: " + POISON.length() + "\r\n\r\n" + POISON,
                    "Transfer-Encoding: chunked\r\n\r\n"
                            + "2\r\nhi\r\n0\r\n\r\n",
                    "A: b\r\n\r\n" + POISON)
                    .map(rest -> bodiless(status, rest))).toArray(Attempt[]::new)),
            HostileClass.of("A body that ends with the connection", new Attempt(
                    "HTTP/1.1 200 OK\r\n\r\n" + POISON,
                    notReused("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                            + Integer.toHexString(POISON.length()) + "\r\n" + POISON + "\r\n0\r\n\r\n",
                            "chunked anew, not reused"))),
            HostileClass.of("White space before a colon, folded lines", new Attempt(
                    "HTTP/1.1 200 OK\r\nA : b\r\nC: d\r\n  e\r\n\tf\r\nContent-Length \t: 2\r\nConnection: close\r\n\r\nhi",
                    notReused("HTTP/1.1 200 OK\r\nA: b\r\nC: d e f\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi",
                            "cleaned"))),
            HostileClass.of("Fields for the next hop, challenges of a proxy, our own fields", new Attempt(
                    ok("Connection: close, X-Named", "X-Named: 1", "Keep-Alive: 5", "Proxy-Connection: keep-alive",
                            "Upgrade: h2c", "TE: x", "Trailer: A", "Proxy-Authenticate: Basic",
                            "Proxy-Authentication-Info: x", "X-HELODATA-Error-Code: auth-failed",
                            "x-helodata-exit-ip: ::1", "Content-Length: 2") + "hi",
                    notReused("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi", "removed"))));

    private static String ok(String... fields) {
        return "HTTP/1.1 200 OK\r\n" + Messages.head(fields);
    }

    private static Verdict notReused(String sent, String how) {
        return new PassedOn(how, sent);
    }

    private static Attempt poisoned(String message) {
        String body = message.contains("chunked")
                ? "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n2\r\nhi\r\n0\r\n\r\n"
                : "Content-Length: 2\r\nConnection: close\r\n\r\nhi";
        return new Attempt(message, notReused("HTTP/1.1 200 OK\r\n" + body, "dropped, not reused"));
    }

    private static Attempt bodiless(int status, String rest) {
        String line = "HTTP/1.1 " + status + " X\r\n";
        String kept = rest.startsWith("A: b") ? "A: b\r\n" : "";
        String length = status == 304 && rest.startsWith("Content-Length")
                ? rest.substring(0, rest.indexOf("\r\n") + 2)
                : "";
        return new Attempt(line + rest,
                notReused(line + kept + length + "Connection: close\r\n\r\n", "dropped, not reused"));
    }
}
