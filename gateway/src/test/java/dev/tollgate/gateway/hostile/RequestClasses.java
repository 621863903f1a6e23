package dev.tollgate.gateway.hostile;

import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.gateway.GatewayFixture;
import dev.tollgate.gateway.hostile.Verdict.BrokenOff;
import dev.tollgate.gateway.hostile.Verdict.PassedOn;
import dev.tollgate.gateway.hostile.Verdict.Refused;
import dev.tollgate.gateway.hostile.Verdict.RefusedAlone;
import dev.tollgate.gateway.hostile.Verdict.Silence;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static dev.tollgate.gateway.hostile.Messages.NEXT;
import static dev.tollgate.gateway.hostile.Messages.chunked;
import static dev.tollgate.gateway.hostile.Messages.eachAsAuthority;
import static dev.tollgate.gateway.hostile.Messages.eachAsBody;
import static dev.tollgate.gateway.hostile.Messages.eachAsField;
import static dev.tollgate.gateway.hostile.Messages.eachAsHost;
import static dev.tollgate.gateway.hostile.Messages.eachAsLine;
import static dev.tollgate.gateway.hostile.Messages.eachAsTarget;
import static dev.tollgate.gateway.hostile.Messages.eachInPost;
import static dev.tollgate.gateway.hostile.Messages.get;
import static dev.tollgate.gateway.hostile.Messages.head;
import static dev.tollgate.gateway.hostile.Messages.post;
import static dev.tollgate.gateway.hostile.Messages.received;
import static dev.tollgate.gateway.hostile.Messages.request;

/// What clients may try (G§4.1 to G§4.3).
final class RequestClasses {

    private static final Verdict BAD = new Refused(GatewayError.BAD_REQUEST);
    private static final Verdict BAD_ALONE = new RefusedAlone(GatewayError.BAD_REQUEST);
    private static final Verdict BROKEN = new BrokenOff(GatewayError.BAD_REQUEST);

    private RequestClasses() {}

    static final List<HostileClass> FRAMING = List.of(
            HostileClass.of("`Content-Length` beside `Transfer-Encoding` (CL.TE, TE.CL)", BAD,
                    post("Content-Length: 6", "Transfer-Encoding: chunked") + "0\r\n\r\nG",
                    post("Transfer-Encoding: chunked", "Content-Length: 4") + "5c\r\n",
                    post("Content-Length: 0", "Transfer-Encoding: chunked") + "0\r\n\r\n",
                    post("Transfer-Encoding: chunked", "X: y", "Content-Length: 5") + "0\r\n\r\n",
                    get("Transfer-Encoding: identity", "Content-Length: 0"),
                    post("Connection: Content-Length", "Content-Length: 6", "Transfer-Encoding: chunked")
                            + "0\r\n\r\nG",
                    post("Connection: Transfer-Encoding", "Content-Length: 6", "Transfer-Encoding: chunked")
                            + "0\r\n\r\nG"),
            HostileClass.of("`Transfer-Encoding` in disguise (TE.TE)", BAD, eachInPost("Transfer-Encoding : chunked",
                    "Transfer-Encoding\t: chunked", "Transfer-Encoding: xchunked", "Transfer-Encoding: chunkedx",
                    "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                    "Transfer-Encoding: chunked\r\nTransfer-encoding: x", "Transfer-Encoding: chunked, chunked",
                    "Transfer-Encoding: chunked, identity", "Transfer-Encoding: identity, chunked",
                    "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: identity", "Transfer-Encoding:",
                    "Transfer-Encoding: chunked,", "Transfer-Encoding: ,chunked", "Transfer-Encoding: \"chunked\"",
                    "Transfer-Encoding: 'chunked'", "Transfer-Encoding: chunked;q=1", "Transfer-Encoding: chunk ed",
                    "Transfer-Encoding: \u000bchunked", "Transfer-Encoding: chunked\u000b",
                    "Transfer-Encoding: chunked\0", "Transfer-Encoding: chunked\r", "Transfer-Encoding:\rchunked",
                    "Transfer-Encoding:\nchunked", "Transfer-Encoding:\r\n chunked",
                    "Transfer-Encoding: x\r\n\tchunked", "X: y\rTransfer-Encoding: chunked",
                    "X: y\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\u00a0",
                    "Transfer-Encoding: \u00a0chunked", "Transfer-Encoding: chun\u212aed",
                    " Transfer-Encoding: chunked", "\u00a0Transfer-Encoding: chunked")),
            HostileClass.of("`Transfer-Encoding` in HTTP/1.0", BAD,
                    request("POST http://example.com/ HTTP/1.0", "Transfer-Encoding: chunked") + "0\r\n\r\n",
                    request("POST http://example.com/ HTTP/1.0", "Transfer-Encoding: identity",
                            "Connection: keep-alive")),
            HostileClass.of("`Content-Length` more than once, equal or not", BAD, eachAsField(
                    "Content-Length: 0\r\nContent-Length: 0", "Content-Length: 0\r\nContent-Length: 5",
                    "Content-Length: 5\r\ncontent-length: 0", "Content-Length: 0, 0", "Content-Length: 0,5",
                    "Content-Length: 5,")),
            HostileClass.of("`Content-Length` that is not 1 to 18 digits", BAD, eachAsField("Content-Length: +5",
                    "Content-Length: -5", "Content-Length: -0", "Content-Length: 0x5", "Content-Length: 5 5",
                    "Content-Length: 5\t5", "Content-Length:", "Content-Length: ", "Content-Length: 5.0",
                    "Content-Length: 1e1", "Content-Length: 5;", "Content-Length: \"5\"", "Content-Length: 5_0",
                    "Content-Length: \u00b2", "Content-Length: \u00a05", "Content-Length: 1000000000000000000",
                    "Content-Length: 18446744073709551616", "Content-Length: 18446744073709551621",
                    "Content-Length: 99999999999999999999999999", "Content-Length : 5", "Content-Length: \u000b5",
                    "Content-Length: 5\u000c", "Content-Length: five")),
            HostileClass.of("A length with zeros in front, `chunked` in odd capitals", new Attempt(
                    post("Content-Length: 000003") + "abc",
                    new PassedOn("passed on, framed anew", received("POST", "Content-Length: 3") + "abc")),
                    new Attempt(post("tRANSFER-eNCODING: \tCHUNKed ") + "003\r\nabc\r\n00\r\n\r\n",
                            new PassedOn("passed on, framed anew",
                                    received("POST", "Transfer-Encoding: chunked") + "3\r\nabc\r\n0\r\n\r\n"))),
            HostileClass.of("A request hidden in a body (CL.0)", new Attempt(
                    get("Content-Length: " + NEXT.length()) + NEXT,
                    new PassedOn("passed on as the body it is",
                            received("GET", "Content-Length: " + NEXT.length()) + NEXT)),
                    new Attempt(chunked(Integer.toHexString(NEXT.length()) + "\r\n" + NEXT + "\r\n0\r\n\r\n"),
                            new PassedOn("passed on as the body it is",
                                    received("POST", "Transfer-Encoding: chunked")
                                            + Integer.toHexString(NEXT.length()) + "\r\n" + NEXT
                                            + "\r\n0\r\n\r\n"))),
            HostileClass.of("Fields that are only spelled like framing", new Attempt(
                    post("Transfer_Encoding: chunked", "Content_Length: 9", "X-Content-Length: 9",
                            "Content-Length: 3") + "abc",
                    new PassedOn("ordinary fields, which frame nothing",
                            received("POST", "Transfer_Encoding: chunked", "Content_Length: 9",
                                    "X-Content-Length: 9", "Content-Length: 3") + "abc"))));

    static final List<HostileClass> BYTES = List.of(
            HostileClass.of("A bare LF", BAD, get().replaceFirst("\r\n", "\n"),
                    get("A: b").replace("b\r\n", "b\n"), get("A: b\nC: d"), get("A: b\n\nGET / HTTP/1.1"),
                    get().replace("\r\n", "\n"), get("A:\nb"), get("A: b\n\r")),
            HostileClass.of("A bare CR", BAD, get("A: b\rC: d"), get("A: b\r"), get("A: b\r\r"), get("A\r: b"),
                    request("GET http://example.com/\r HTTP/1.1"), request("GET http://example.com/ HTTP/1.1\r"),
                    request("GET\rhttp://example.com/ HTTP/1.1")),
            HostileClass.of("NUL and other control bytes", BAD, Stream.concat(
                    IntStream.of(0, 1, 7, 8, 0x0b, 0x0c, 0x1b, 0x1f, 0x7f).mapToObj(c -> (char) c)
                            .flatMap(c -> Stream.of(get("A: b" + c), get("A" + c + ": b"))),
                    Stream.of(request("GET http://example.com/\0 HTTP/1.1"),
                            request("GET\0http://example.com/ HTTP/1.1"),
                            request("GET http://example.com/ HTTP/1.1\0")))),
            HostileClass.of("Folded lines", BAD, eachAsField("A: b\r\n c", "A: b\r\n\tc", "A: b\r\n ",
                    "A:\r\n b", "Content-Length: 1\r\n 0", "Proxy-Authorization:\r\n Basic YTpi")),
            HostileClass.of("White space before the first field", BAD,
                    request("GET http://example.com/ HTTP/1.1").replaceFirst("\r\nHost", "\r\n Host"),
                    request("GET http://example.com/ HTTP/1.1").replaceFirst("\r\nHost", "\r\n\tHost")),
            HostileClass.of("Field names that are empty or no token", BAD, eachAsField(": b", "A B: c", "A : b",
                    "A\t: b", "A", "A b", "\"A\": b", "A(: b", "A@b: c", "A,: b", "A/: b", "\u00e9: b", "A\u00e9: b",
                    "\u00ff: b", "[A]: b", "{A}: b", "=: b", ";A: b")));

    static final List<HostileClass> FIELDS = List.of(
            HostileClass.of("`Host` missing, twice or malformed", BAD, Stream.concat(Stream.of(
                    head("GET http://example.com/ HTTP/1.1", GatewayFixture.AUTHORIZATION.strip()),
                    get("Host: example.com"), get("host: other.example"), get("HOST:")),
                    eachAsHost("Host: a,b", "Host: a, b", "Host: a b", "Host: user@example.com",
                            "Host: user:pw@example.com", "Host: example.com/", "Host: http://example.com",
                            "Host: example.com:0", "Host: example.com:65536", "Host: example.com:80x",
                            "Host: example.com:+80", "Host: example.com:80:80", "Host: [::1", "Host: ::1",
                            "Host: [::1]x", "Host: [::1%25lo]", "Host: ex%61mple.com", "Host: \u00e9xample.com",
                            "Host: example.com#", "Host: example.com?", "Host: example\u00a0.com", "Host : a",
                            "Host: a\r\n b", "Host: \"a\""))),
            HostileClass.of("`Host` empty, or another than the target", new Attempt(
                    head("GET http://example.com/ HTTP/1.1", "Host:", GatewayFixture.AUTHORIZATION.strip()),
                    new PassedOn("written from the target", received("GET"))),
                    new Attempt(head("GET http://example.com:8080/ HTTP/1.1", "Host: other.example:99",
                            GatewayFixture.AUTHORIZATION.strip()),
                            new PassedOn("written from the target",
                                    "GET / HTTP/1.1\r\nHost: example.com:8080\r\n\r\n"))),
            HostileClass.of("`Connection` that names framing, `Host`, credentials or quotes", new Attempt(
                    post("Connection: Host, Content-Length, Proxy-Authorization, \"X-A, X-B\", x-c ,,",
                            "Content-Length: 3", "X-A: 1", "X-C: 3", "X-D: 4") + "abc",
                    new PassedOn("framing and `Host` stay; what else it names goes",
                            received("POST", "Content-Length: 3", "X-A: 1", "X-D: 4") + "abc")),
                    new Attempt(post("Connection: Transfer-Encoding, Cookie", "Transfer-Encoding: chunked",
                            "Cookie: a") + "0\r\n\r\n",
                            new PassedOn("framing and `Host` stay; what else it names goes",
                                    received("POST", "Transfer-Encoding: chunked") + "0\r\n\r\n"))),
            HostileClass.of("Fields for the next hop, and our own, in any case", new Attempt(
                    get("Proxy-Connection: keep-alive", "KEEP-ALIVE: 5", "te: gzip", "Trailer: A",
                            "Proxy-Authenticate: Basic", "x-helodata-request-id: forged", "X-HELODATA-Exit-IP: ::1",
                            "X-Helodata-: a", "Accept: */*"),
                    new PassedOn("removed", received("GET", "Accept: */*")))),
            HostileClass.of("`Upgrade` to h2c or a WebSocket (h2c smuggling)", new Attempt(
                    get("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__",
                            "A: b"),
                    new PassedOn("removed; the request goes on as HTTP/1.1", received("GET", "A: b"))),
                    new Attempt(get("Upgrade: websocket", "Sec-WebSocket-Version: 13", "Connection: upgrade"),
                            new PassedOn("removed; the request goes on as HTTP/1.1",
                                    received("GET", "Sec-WebSocket-Version: 13")))),
            HostileClass.of("Two `Proxy-Authorization`", BAD, get(GatewayFixture.AUTHORIZATION.strip()),
                    get("proxy-authorization: Basic YTpi"), get("PROXY-AUTHORIZATION:")),
            HostileClass.of("`Proxy_Authorization`, which some servers read as the real one", new Attempt(
                    get("Proxy_Authorization: Basic YTpi", "proxy_authorization: x"),
                    new PassedOn("removed", received("GET")))),
            HostileClass.of("`Expect` for anything but `100-continue`", new Refused(GatewayError.EXPECTATION_FAILED),
                    eachAsField("Expect: 200-ok", "Expect: 100-continue, x", "Expect: 100-continue;q=1", "Expect:",
                            "Expect: 100-continue\r\nExpect: x", "Expect: \"100-continue\"", "Expect: 100 continue",
                            "Expect: y 100-continue")),
            HostileClass.of("`Max-Forwards` that is not one number", BAD, eachAsField("Max-Forwards: x",
                    "Max-Forwards: -1", "Max-Forwards:", "Max-Forwards: 1, 1", "Max-Forwards: 1\r\nMax-Forwards: 1",
                    "Max-Forwards: 0x1")));

    static final List<HostileClass> LINES = List.of(
            HostileClass.of("Request lines with other white space, or without a version (HTTP/0.9)", BAD, eachAsLine(
                    "GET  http://example.com/ HTTP/1.1", "GET http://example.com/  HTTP/1.1",
                    "GET\thttp://example.com/ HTTP/1.1", "GET http://example.com/\tHTTP/1.1",
                    "GET http://example.com/ HTTP/1.1 ", "GET http://example.com/ HTTP/1.1\t",
                    "GET http://example.com/ a HTTP/1.1", "GET http://example.com/", "GET", "GET ",
                    "GET http://example.com/ ", "GET HTTP/1.1", "GET\u000bhttp://example.com/ HTTP/1.1",
                    "GET\u00a0http://example.com/ HTTP/1.1", "G\u00c9T http://example.com/ HTTP/1.1",
                    "GET, http://example.com/ HTTP/1.1", "GET http://ex\u00e4mple.com/ HTTP/1.1",
                    "GET http://example.com/\u00ff HTTP/1.1")),
            HostileClass.of("Versions not of the form `HTTP/1.1`", BAD, eachAsLine(
                    "GET http://example.com/ http/1.1", "GET http://example.com/ Http/1.1",
                    "GET http://example.com/ HTTP/1", "GET http://example.com/ HTTP/1.",
                    "GET http://example.com/ HTTP/.1",
                    "GET http://example.com/ HTTP/1.10", "GET http://example.com/ HTTP/01.1",
                    "GET http://example.com/ HTTP/11", "GET http://example.com/ HTTP/1,1",
                    "GET http://example.com/ HTTP/-1.1", "GET http://example.com/ HTTPS/1.1",
                    "GET http://example.com/ HTTP 1.1", "GET http://example.com/ HTTP/1.x",
                    "GET http://example.com/ ICY/1.1")),
            HostileClass.of("Another major version in a request line",
                    new Refused(GatewayError.UNSUPPORTED_VERSION),
                    eachAsLine("GET http://example.com/ HTTP/2.0", "GET http://example.com/ HTTP/0.9",
                            "GET http://example.com/ HTTP/3.0", "GET http://example.com/ HTTP/9.9",
                            "CONNECT example.com:443 HTTP/2.0")),
            HostileClass.of("What begins no message at all", new Silence(), " " + get(), "\t" + get(), "\n" + get(),
                    "\r" + get(), "\0" + get(), "\u00ff" + get(), "\r\n\r\n" + get(), "\r\n\n" + get(), "\r\n " + get(),
                    ":" + get(),
                    "(" + get()),
            HostileClass.of("Origin form, asterisk form and schemes that are not served", BAD_ALONE, eachAsTarget("/",
                    "/http://example.com/", "//example.com/", "*", "example.com", "example.com:80",
                    "example.com/path", "http:/example.com/", "http:example.com", "http//example.com/",
                    "ftp://example.com/", "file:///etc/passwd", "gopher://example.com/", "ws://example.com/",
                    "javascript://example.com/", "unix:/run/x", "httpx://example.com/", "http+unix://example.com/",
                    "?http://example.com/", "@example.com")),
            HostileClass.of("Absolute form with user names, fragments, or without a host", BAD_ALONE,
                    eachAsTarget("http://user@example.com/", "http://user:pw@example.com/", "http://@example.com/",
                            "http://:@example.com/", "http://example.com:80@other.example/",
                            "http://example.com\\@other.example/", "http://example.com%40other.example/",
                            "http://example.com/#", "http://example.com/#x", "http://example.com#@other.example/",
                            "http://example.com#", "http://", "http:///", "http:///path", "http://?a", "http://:80/",
                            "https://", "http://./")),
            HostileClass.of("Ports 0, above 65535, with signs or zeros in front", BAD_ALONE,
                    eachAsTarget("http://example.com:0/", "http://example.com:65536/", "http://example.com:080/",
                            "http://example.com:00080/", "http://example.com:+80/", "http://example.com:-80/",
                            "http://example.com:/", "http://example.com:80a/", "http://example.com:0x50/",
                            "http://example.com:80:80/", "http://example.com:4294967376/", "http://example.com:%38%30/",
                            "http://[::1]:0/", "http://[::1]:/")),
            HostileClass.of("Hosts in odd notations", BAD_ALONE, eachAsTarget("http://127.1/", "http://0x7f.1/",
                    "http://0177.0.0.1/", "http://2130706433/", "http://0x7f000001/", "http://1.2.3/",
                    "http://1.2.3.4.5/", "http://127.0.0.256/", "http://127.0.0.01/", "http://a.127/",
                    "http://a.0x1/", "http://[::1/", "http://::1/", "http://[::1]x/", "http://[::1%25lo]/",
                    "http://[::1%lo]/", "http://[fe80::1%251]/", "http://[v1.x]/", "http://[127.0.0.1]/",
                    "http://[::ffff:127.1]/", "http://[1::2::3]/", "http://[]/", "http://-a.example/",
                    "http://a-.example/", "http://a..example/", "http://.example/", "http://a.example../",
                    "http://ex%61mple.com/", "http://example.com,other.example/", "http://exa*mple.com/",
                    "http://" + "a".repeat(64) + ".example/", "http://" + "a.".repeat(126) + "ab/")),
            HostileClass.of("CONNECT to anything but a host and a port", BAD, eachAsAuthority("example.com",
                    "example.com:", ":443", "443", "example.com:0", "example.com:65536", "example.com:0443",
                    "example.com:+443", "example.com:443/", "example.com:443/path", "example.com:443?a",
                    "example.com:443#a", "http://example.com:443", "https://example.com/", "/", "*",
                    "user@example.com:443", "user:pw@example.com:443", "example.com:443@other.example:443",
                    "example.com:443:443", "::1:443", "[::1]443", "[::1]", "[::1:443", "[::1%25lo]:443",
                    "[::1%lo]:443", "[example.com]:443", "[127.0.0.1]:443", "127.1:443", "0x7f.1:443",
                    "0177.0.0.1:443", "2130706433:443", "1.2.3.4.5:443", "[::ffff:127.1]:443", "*:443",
                    "ex%61mple.com:443", "-a.example:443", "example.com,other.example:443")),
            HostileClass.of("CONNECT with a body", BAD, request("CONNECT example.com:443 HTTP/1.1",
                    "Content-Length: 1"),
                    request("CONNECT example.com:443 HTTP/1.1", "Transfer-Encoding: chunked")),
            HostileClass.of("TRACE", new RefusedAlone(GatewayError.METHOD_NOT_ALLOWED),
                    request("TRACE http://example.com/ HTTP/1.1"), request("TRACE / HTTP/1.1"),
                    request("TRACE http://example.com/ HTTP/1.1", "Max-Forwards: 0"), request("TRACE * HTTP/1.1")));

    static final List<HostileClass> SIZES = List.of(
            HostileClass.of("A request line over 8,192 bytes", new Refused(GatewayError.URI_TOO_LONG),
                    request("GET http://example.com/" + "a".repeat(8_192) + " HTTP/1.1"),
                    request("A".repeat(8_193) + " http://example.com/ HTTP/1.1"), "A".repeat(8_193),
                    request("CONNECT " + "a".repeat(9_000) + ":443 HTTP/1.1")),
            HostileClass.of("A head over 65,536 bytes, or over 128 fields",
                    new Refused(GatewayError.HEADERS_TOO_LARGE), get("A: " + "b".repeat(65_536)),
                    get("A".repeat(65_536) + ": b"), get(("A: " + "b".repeat(8_000) + "\r\n").repeat(9) + "C: d"),
                    get("A: b\r\n".repeat(127).strip()), get("A: b\r\n".repeat(1_000).strip()),
                    get("a:\r\n".repeat(16_000).strip())),
            HostileClass.of("`Connection` with over 64 names", new Refused(GatewayError.HEADERS_TOO_LARGE),
                    get("Connection: " + "a,".repeat(65)), get("Connection: a\r\n".repeat(65).strip())));

    static final List<HostileClass> CHUNKS = List.of(
            HostileClass.of("Chunk sizes that are not 1 to 15 hexadecimal digits", BROKEN, eachAsBody("\r\n", "x\r\n",
                    "0x1\r\na\r\n", "+1\r\na\r\n", "-1\r\na\r\n", " 1\r\na\r\n", "\t1\r\na\r\n", "1 \r\na\r\n",
                    "1\t\r\na\r\n", "1 1\r\na\r\n", "1_0\r\na\r\n", "1,1\r\na\r\n", "1.0\r\na\r\n", "1h\r\na\r\n",
                    "0000000000000001\r\na\r\n", "10000000000000001\r\na\r\n", "ffffffffffffffff\r\na\r\n",
                    "1\u000b\r\na\r\n", "1\0\r\na\r\n", "\u00b2\r\na\r\n", "1\r\n;a\r\n")),
            HostileClass.of("Lines of the chunked coding without CRLF", BROKEN, eachAsBody("1\na\r\n0\r\n\r\n",
                    "1\ra\r\n", "1;x\na\r\n", "1;x\ry\r\na\r\n", "1\r\na\n0\r\n\r\n", "1\r\na\r0\r\n\r\n",
                    "1\r\na0\r\n\r\n", "1\r\nab\r\n0\r\n\r\n", "0\n\n", "0\r\n\n", "0\r\r\n", "1\r\r\na\r\n",
                    "1\r\na\r\n\r\n0\r\n\r\n")),
            HostileClass.of("Chunk extensions over 4,096 bytes, or with control bytes", BROKEN,
                    eachAsBody("1;" + "a".repeat(4_096) + "\r\na\r\n", "0;" + "a".repeat(65_536), "1;a=\0\r\na\r\n",
                            "1;a=\u0001\r\na\r\n", "1" + " ".repeat(4_097) + ";\r\na\r\n")),
            HostileClass.of("Malformed trailers, or over 8,192 bytes", BROKEN, eachAsBody("0\r\nA\r\n\r\n",
                    "0\r\n: b\r\n\r\n", "0\r\nA : b\r\n\r\n", "0\r\n A: b\r\n\r\n", "0\r\nA: b\r\n c\r\n\r\n",
                    "0\r\nA: b\nC: d\r\n\r\n", "0\r\nA: b\rC: d\r\n\r\n", "0\r\nA: \0\r\n\r\n",
                    "0\r\n\u00e9: b\r\n\r\n", "0\r\n" + NEXT, "0\r\nA: " + "b".repeat(8_192) + "\r\n\r\n",
                    "0\r\n" + "A: b\r\n".repeat(2_000) + "\r\n")),
            HostileClass.of("Extensions, zeros in front, trailers that smuggle fields", new Attempt(
                    chunked("00003;ext=\"a;b\" ;x\r\nabc\r\n000;last\r\nContent-Length: 9\r\nTransfer-Encoding: x\r\n"
                            + "Host: other.example\r\n" + GatewayFixture.AUTHORIZATION
                            + "X-Helodata-Tag: a\r\nCookie: b\r\n\r\n"),
                    new PassedOn("dropped; chunked anew",
                            received("POST", "Transfer-Encoding: chunked") + "3\r\nabc\r\n0\r\n\r\n"))));

    static final List<HostileClass> CREDENTIALS = List.of(
            HostileClass.of("A request hidden in the body of a refused one",
                    new RefusedAlone(GatewayError.AUTH_REQUIRED),
                    hidden("Content-Length: " + NEXT.length(), NEXT),
                    hidden("Transfer-Encoding: chunked",
                            Integer.toHexString(NEXT.length()) + "\r\n" + NEXT + "\r\n0\r\n\r\n")),
            HostileClass.of("Other schemes, no base64, no colon, no name", new RefusedAlone(GatewayError.AUTH_REQUIRED),
                    Stream.of("Bearer abc", "Basic", "Basic ", "Basic =", "Basic YWJj", "Basic Omd1ZXNz", "Basic ****",
                            "Digest username=\"a\"", "Basic YTpi YTpi", "Negotiate YTpi", "", "Basic YTpi, Basic YTpi",
                            "Basic \"YTpi\"").map(RequestClasses::withCredentials)),
            HostileClass.of("User names with line ends, controls, other bytes",
                    new RefusedAlone(GatewayError.BAD_USERNAME),
                    Stream.of("helo_a\r\nX-A: b:p", "helo_\0:p", "helo_\u00e9:p", " helo_s1-type-res-region-us:p",
                            "helo_s1-type-res-region-us :p", "helo_\"}{\":p", "helo_a\u001b[31m:p", "HELO_s1:p",
                            "helo_" + "a".repeat(300) + ":p").map(RequestClasses::loggedIn)));

    static final List<HostileClass> ALL = Stream.of(FRAMING, BYTES, FIELDS, LINES, SIZES, CHUNKS, CREDENTIALS)
            .flatMap(List::stream).toList();

    private static String hidden(String framing, String body) {
        return head("POST http://example.com/ HTTP/1.1", "Host: example.com", framing) + body;
    }

    private static String withCredentials(String value) {
        return head("GET http://example.com/ HTTP/1.1", "Host: example.com", "Proxy-Authorization: " + value);
    }

    private static String loggedIn(String userAndPassword) {
        return withCredentials("Basic " + Base64.getEncoder()
                .encodeToString(userAndPassword.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
    }
}
