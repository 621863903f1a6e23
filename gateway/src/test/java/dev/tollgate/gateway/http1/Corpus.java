package dev.tollgate.gateway.http1;

import java.util.List;
import java.util.random.RandomGenerator;

import static dev.tollgate.gateway.http1.Wire.get;
import static dev.tollgate.gateway.http1.Wire.head;
import static dev.tollgate.gateway.http1.Wire.post;

/// Messages to begin mutations with, and what mutations are made of.
final class Corpus {

    static final List<String> REQUESTS = List.of(get(), get("A: b", "C:\td "), "\r\n" + get("Accept: */*"),
            post("Content-Length: 12"), post("Transfer-Encoding: chunked", "Expect: 100-continue"),
            post("Connection: close, x-a", "X-A: 1", "TE: trailers", "Via: 1.1 fred"),
            head("CONNECT example.com:443 HTTP/1.1", "Host: example.com:443", "Proxy-Authorization: Basic YTpi"),
            head("CONNECT [2001:db8::1]:443 HTTP/1.1", "Host: [2001:db8::1]:443", "Content-Length: 0"),
            head("GET http://example.com:8080?x=y HTTP/1.0", "Connection: keep-alive", "Proxy-Connection: keep-alive"),
            head("OPTIONS https://example.com HTTP/1.1", "Host: example.com", "Max-Forwards: 3", "X-Helodata-Tag: a"));

    static final List<String> RESPONSES = List.of(head("HTTP/1.1 200 OK", "Content-Length: 5"),
            head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "Trailer: A"),
            head("HTTP/1.0 404 Not Found", "A : b", "C: d", "\te", "Connection: keep-alive"), head("HTTP/1.1 204"),
            head("HTTP/1.1 103 Early Hints", "Link: </a>"), head("HTTP/1.1 304 Not Modified", "Content-Length: 9"),
            head("HTTP/1.1 407 Proxy Authentication Required", "Proxy-Authenticate: Basic", "X-Helodata-Exit-Geo: us"));

    static final List<String> CHUNKS = List.of("0\r\n\r\n", "5\r\nhello\r\n0\r\n\r\n",
            "1;a=b\r\nx\r\n0\r\nA: b\r\n\r\n",
            "00a ;x\r\n0123456789\r\nA\r\n0123456789\r\n0\r\nA: b\r\nC:\r\n\r\n");

    private static final List<String> PIECES = List.of("\r", "\n", "\r\n", " ", "\t", "\u000b", "\0", ":", ",", ";",
            "\"",
            "/", "?", "#", "@", "[", "]", "%", "0", "9", "a", "F", "\u0085", "\u00a0", "\u00ff", "\r\n ", "\n\n",
            "\r\n\r\n",
            "HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "http://", "https://", "chunked", "identity", "Content-Length: 1\r\n",
            "Transfer-Encoding: chunked\r\n", "Transfer-Encoding : chunked\r\n", "Host: a\r\n", "Connection: host\r\n",
            "close", "Upgrade: h2c\r\n", "Proxy-Authorization: x\r\n", "X-Helodata-Tag: b\r\n", "GET / HTTP/1.1\r\n");

    private Corpus() {}

    /// A message of the list with a few bytes or pieces of others put in, taken out or replaced.
    static String mutated(List<String> messages, RandomGenerator random) {
        StringBuilder text = new StringBuilder(messages.get(random.nextInt(messages.size())));
        for (int change = random.nextInt(4); change >= 0; change--) {
            int from = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), from + random.nextInt(4) * random.nextInt(2));
            text.replace(from, to, piece(random));
        }
        return text.toString();
    }

    private static String piece(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> String.valueOf((char) random.nextInt(256));
            default -> PIECES.get(random.nextInt(PIECES.size()));
        };
    }
}
