package dev.tollgate.gateway.hostile;

import dev.tollgate.gateway.GatewayFixture;
import java.util.Arrays;
import java.util.stream.Stream;

/// Spells the messages of the tests. All requests have good credentials, so that these are never what is refused.
final class Messages {

    /// Stands behind everything that is tried. Where it is served although it must not be, its host shows.
    static final String NEXT = "GET http://next.example/ HTTP/1.1\r\nHost: next.example\r\n"
            + GatewayFixture.AUTHORIZATION + "Connection: close\r\n\r\n";
    /// What a target receives of it.
    static final String NEXT_RECEIVED = "GET / HTTP/1.1\r\nHost: next.example\r\n\r\n";

    private static final String GET = "GET http://example.com/ HTTP/1.1";

    private Messages() {}

    /// A request with this line and further fields.
    static String request(String line, String... fields) {
        return line + "\r\nHost: example.com\r\n" + GatewayFixture.AUTHORIZATION + lines(fields) + "\r\n";
    }

    static String get(String... fields) {
        return request(GET, fields);
    }

    static String post(String... fields) {
        return request("POST http://example.com/ HTTP/1.1", fields);
    }

    static String chunked(String chunks) {
        return post("Transfer-Encoding: chunked") + chunks;
    }

    /// A head of exactly these lines.
    static String head(String... lines) {
        return lines(lines) + "\r\n";
    }

    /// GETs with one field each.
    static Stream<String> eachAsField(String... fields) {
        return Arrays.stream(fields).map(Messages::get);
    }

    /// Chunked POSTs with one of the fields each.
    static Stream<String> eachInPost(String... fields) {
        return Arrays.stream(fields).map(field -> post(field) + "0\r\n\r\n");
    }

    /// Requests with one of the lines each.
    static Stream<String> eachAsLine(String... lines) {
        return Arrays.stream(lines).map(Messages::request);
    }

    /// GETs for one of the targets each.
    static Stream<String> eachAsTarget(String... targets) {
        return Arrays.stream(targets).map(target -> request("GET " + target + " HTTP/1.1"));
    }

    /// CONNECTs to one of the targets each.
    static Stream<String> eachAsAuthority(String... targets) {
        return Arrays.stream(targets).map(target -> request("CONNECT " + target + " HTTP/1.1"));
    }

    static Stream<String> eachAsBody(String... chunks) {
        return Arrays.stream(chunks).map(Messages::chunked);
    }

    /// GETs with one of the lines in place of `Host`.
    static Stream<String> eachAsHost(String... lines) {
        return Arrays.stream(lines).map(line -> head(GET, GatewayFixture.AUTHORIZATION.strip(), line));
    }

    /// What a target receives of a request for `/` with these fields.
    static String received(String method, String... fields) {
        return method + " / HTTP/1.1\r\nHost: example.com\r\n" + lines(fields) + "\r\n";
    }

    private static String lines(String... fields) {
        StringBuilder lines = new StringBuilder();
        for (String field : fields) {
            lines.append(field).append("\r\n");
        }
        return lines.toString();
    }
}
