package dev.tollgate.bench.jmh;

import dev.tollgate.domain.admission.AccessSnapshot;
import dev.tollgate.domain.username.UsernameParser;
import dev.tollgate.domain.username.UsernameReading;
import dev.tollgate.gateway.http1.ChunkDecoder;
import dev.tollgate.gateway.http1.ChunkReading;
import dev.tollgate.gateway.http1.HeadReading;
import dev.tollgate.gateway.http1.HeadRules;
import dev.tollgate.gateway.http1.RequestHeadParser;
import dev.tollgate.gateway.http1.ResponseHeadParser;
import dev.tollgate.gateway.http1.ResponseReading;
import dev.tollgate.gateway.inbound.socks5.Socks5Machine;
import dev.tollgate.gateway.inbound.socks5.Socks5Step;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// What reading costs: usernames, HTTP heads, chunks and SOCKS5, each as common clients and servers send it, from a buffer outside
/// the heap as a socket fills it.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-XX:+UseCompactObjectHeaders"})
public class ParserBenchmark {
    private static final String CREDENTIALS = "Proxy-Authorization: Basic aGVsb19zYWJjZGVmZ2hpai10eXBlLXJlcy1yZWdpb24tdXM6cTh"
            + "SazJYdjBUbkI0eUxtWjZzSmQ5V2ZIYzFHYVBlVW8=\r\n";
    private static final int CHUNKS = 8;
    private static final int CHUNK = 1024;

    private final UsernameParser usernames = AccessSnapshot.empty(Crowd.RULES).usernames();
    private final byte[] username = "helo_sabcdefghij-type-res-region-us".getBytes(US_ASCII);
    private final byte[] longUsername = "helo_sabcdefghij-type-res-region-us-st-california-city-losangeles-asn-7922-sessid-Ab3"
            .concat("x9-sesstime-30").getBytes(US_ASCII);
    private final RequestHeadParser requests = new RequestHeadParser(HeadRules.withoutVia("X-Helodata-"));
    private final ResponseHeadParser responses = new ResponseHeadParser(HeadRules.withoutVia("X-Helodata-"));
    private final ByteBuf connect = bytes("CONNECT www.example.com:443 HTTP/1.1\r\nHost: www.example.com:443\r\n"
            + "User-Agent: curl/8.14.1\r\nProxy-Connection: Keep-Alive\r\n" + CREDENTIALS + "\r\n");
    private final ByteBuf browser = bytes(
            "GET http://www.example.com/articles/2026/11/index.html?from=home HTTP/1.1\r\n"
                    + "Host: www.example.com\r\nProxy-Connection: keep-alive\r\n" + CREDENTIALS
                    + "Upgrade-Insecure-Requests: 1\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
                    + "Chrome/142.0.0.0 Safari/537.36\r\nAccept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
                    + "Accept-Encoding: gzip, deflate\r\nAccept-Language: en-US,en;q=0.9\r\n"
                    + "Cookie: session=4f9d2c7e6a1b8053; theme=dark; consent=yes\r\n\r\n");
    private final ByteBuf response = bytes("HTTP/1.1 200 OK\r\nDate: Fri, 20 Nov 2026 12:00:00 GMT\r\nServer: nginx\r\n"
            + "Content-Type: text/html; charset=utf-8\r\nContent-Length: 48211\r\nConnection: keep-alive\r\n"
            + "Cache-Control: max-age=600\r\nETag: \"653fa1c2-bc53\"\r\nVary: Accept-Encoding\r\n"
            + "Strict-Transport-Security: max-age=31536000\r\nX-Content-Type-Options: nosniff\r\n\r\n");
    private final ByteBuf chunked = bytes(("%x\r\n".formatted(CHUNK) + "x".repeat(CHUNK) + "\r\n").repeat(CHUNKS)
            + "0\r\n\r\n");
    private final ByteBuf socks = socks();

    private static ByteBuf bytes(String text) {
        return Unpooled.directBuffer(text.length()).writeBytes(text.getBytes(US_ASCII));
    }

    private static ByteBuf socks() {
        byte[] username = "helo_sabcdefghij-type-res-region-us".getBytes(US_ASCII);
        byte[] password = "q8Rk2Xv0TnB4yLmZ6sJd9WfHc1GaPeUo".getBytes(US_ASCII);
        byte[] name = "www.example.com".getBytes(US_ASCII);
        return Unpooled.directBuffer().writeBytes(new byte[]{5, 1, 2}).writeByte(1).writeByte(username.length)
                .writeBytes(username).writeByte(password.length).writeBytes(password).writeBytes(new byte[]{5, 1, 0, 3})
                .writeByte(name.length).writeBytes(name).writeShort(443);
    }

    @Benchmark
    public UsernameReading username() {
        return usernames.parse(username);
    }

    /// With every segment there is.
    @Benchmark
    public UsernameReading longUsername() {
        return usernames.parse(longUsername);
    }

    @Benchmark
    public HeadReading connectHead() {
        return request(connect);
    }

    /// A plain request as a browser sends it.
    @Benchmark
    public HeadReading browserHead() {
        return request(browser);
    }

    private HeadReading request(ByteBuf head) {
        head.readerIndex(0);
        HeadReading reading = requests.read(head);
        if (!(reading instanceof HeadReading.Complete)) {
            throw new IllegalStateException("not a head: " + reading);
        }
        return reading;
    }

    @Benchmark
    public ResponseReading responseHead() {
        response.readerIndex(0);
        ResponseReading reading = responses.read(response, false);
        if (!(reading instanceof ResponseReading.Complete)) {
            throw new IllegalStateException("not a head: " + reading);
        }
        return reading;
    }

    /// A body of eight chunks of 1 KiB.
    @Benchmark
    public void chunks(Blackhole hole) {
        chunked.readerIndex(0);
        ChunkDecoder decoder = new ChunkDecoder();
        ChunkReading reading = decoder.read(chunked);
        while (reading instanceof ChunkReading.Data(ByteBuf piece)) {
            hole.consume(piece.readableBytes());
            piece.release();
            reading = decoder.read(chunked);
        }
        if (!(reading instanceof ChunkReading.End)) {
            throw new IllegalStateException("no end: " + reading);
        }
    }

    /// Greeting, login and request of one connection.
    @Benchmark
    public Socks5Step socks5(Blackhole hole) {
        socks.readerIndex(0);
        Socks5Machine machine = new Socks5Machine(() -> false);
        hole.consume(machine.read(socks));
        hole.consume(machine.read(socks));
        Socks5Step step = machine.read(socks);
        if (!(step instanceof Socks5Step.Wanted)) {
            throw new IllegalStateException("not a request: " + step);
        }
        return step;
    }
}
