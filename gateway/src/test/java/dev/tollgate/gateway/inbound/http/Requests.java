package dev.tollgate.gateway.inbound.http;

import dev.tollgate.gateway.GatewayFixture;

/// Requests to the gateway as the tests spell them.
final class Requests {
    private Requests() {}

    /// A GET for `http://example.com/`, with further fields.
    static String get(String... fields) {
        return request("GET http://example.com/ HTTP/1.1", fields);
    }

    /// A request with credentials, from its request line on.
    static String request(String line, String... fields) {
        return line + "\r\nHost: example.com\r\n" + GatewayFixture.AUTHORIZATION + lines(fields) + "\r\n";
    }

    static String post(String body, String... fields) {
        return request("POST http://example.com/ HTTP/1.1", with("Content-Length: " + body.length(), fields)) + body;
    }

    /// The head of a chunked POST.
    static String chunkedPost(String... fields) {
        return request("POST http://example.com/ HTTP/1.1", with("Transfer-Encoding: chunked", fields));
    }

    /// What a target receives of [#get].
    static String received(String... fields) {
        return "GET / HTTP/1.1\r\nHost: example.com\r\n" + lines(fields) + "\r\n";
    }

    /// An answer with a length.
    static String answer(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /// Lines, and the empty line that ends a head.
    static String head(String... lines) {
        return lines(lines) + "\r\n";
    }

    /// The value of one of our own fields.
    static String own(String head, String name) {
        int start = head.indexOf("\r\nX-Helodata-" + name + ": ");
        if (start < 0) {
            throw new AssertionError("no " + name + " in: " + head);
        }
        int value = head.indexOf(": ", start) + 2;
        return head.substring(value, head.indexOf("\r\n", value));
    }

    static String code(String head) {
        return own(head, "Error-Code");
    }

    private static String lines(String... fields) {
        StringBuilder lines = new StringBuilder();
        for (String field : fields) {
            lines.append(field).append("\r\n");
        }
        return lines.toString();
    }

    private static String[] with(String first, String... fields) {
        String[] all = new String[fields.length + 1];
        all[0] = first;
        System.arraycopy(fields, 0, all, 1, fields.length);
        return all;
    }
}
