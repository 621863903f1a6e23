package dev.tollgate.gateway.dial.resolve;

import dev.tollgate.domain.address.IpAddress;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// A name server on loopback, UDP and TCP, that says what a test wants. Names it was not told about do not exist.
final class NameServer implements AutoCloseable {
    static final int A = 1;
    static final int AAAA = 28;
    static final int CNAME = 5;
    static final int NOERROR = 0;
    static final int SERVFAIL = 2;
    static final int NXDOMAIN = 3;

    private static final int HEADER = 12;

    /// A resource record, its name with a final dot.
    record Answer(String name, int type, long ttl, byte[] data) {

        static Answer address(String name, String address, long ttl) {
            byte[] bytes = IpAddress.parseUnfolded(address).orElseThrow().bytes();
            return new Answer(name, bytes.length == 4 ? A : AAAA, ttl, bytes);
        }

        static Answer alias(String name, String of, long ttl) {
            return new Answer(name, CNAME, ttl, wire(of));
        }
    }

    /// How a question is answered.
    ///
    /// @param cut whether UDP gets nothing but the mark that says so
    /// @param when the answer waits for this
    record Reply(int code, List<Answer> records, boolean cut, boolean silent, boolean garbage, CountDownLatch when) {

        static Reply of(Answer... records) {
            return new Reply(NOERROR, List.of(records), false, false, false, new CountDownLatch(0));
        }

        static Reply error(int code) {
            return new Reply(code, List.of(), false, false, false, new CountDownLatch(0));
        }

        static Reply silence() {
            return new Reply(NOERROR, List.of(), false, true, false, new CountDownLatch(0));
        }

        static Reply nonsense() {
            return new Reply(NOERROR, List.of(), false, false, true, new CountDownLatch(0));
        }

        Reply onlyOverTcp() {
            return new Reply(code, records, true, silent, garbage, when);
        }

        Reply after(CountDownLatch signal) {
            return new Reply(code, records, cut, silent, garbage, signal);
        }
    }

    private record Question(int id, String name, int type, byte[] wire) {

        String key() {
            return key(name, type);
        }

        static String key(String name, int type) {
            return name + " " + type;
        }
    }

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    NameServer() {
        try {
            InetAddress loopback = InetAddress.getLoopbackAddress();
            tcp = new ServerSocket(0, 10, loopback);
            udp = new DatagramSocket(tcp.getLocalPort(), loopback);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(this::serveUdp);
        Thread.ofVirtual().start(this::serveTcp);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) udp.getLocalSocketAddress();
    }

    NameServer says(String name, int type, Reply reply) {
        replies.put(Question.key(name, type), reply);
        return this;
    }

    /// The questions so far, as `name. type`.
    List<String> asked() {
        return asked;
    }

    long asked(String name, int type) {
        return asked.stream().filter(Question.key(name, type)::equals).count();
    }

    @Override
    public void close() {
        udp.close();
        try {
            tcp.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serveUdp() {
        byte[] buffer = new byte[4096];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                byte[] message = Arrays.copyOf(packet.getData(), packet.getLength());
                var sender = packet.getSocketAddress();
                Thread.ofVirtual().start(() -> {
                    byte[] answer = answer(message, true);
                    if (answer.length > 0) {
                        send(new DatagramPacket(answer, answer.length, sender));
                    }
                });
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void send(DatagramPacket packet) {
        try {
            udp.send(packet);
        } catch (SocketException closed) {
            // The test is over.
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serveTcp() {
        try {
            while (true) {
                try (Socket client = tcp.accept()) {
                    DataInputStream in = new DataInputStream(client.getInputStream());
                    byte[] answer = answer(in.readNBytes(in.readUnsignedShort()), false);
                    DataOutputStream out = new DataOutputStream(client.getOutputStream());
                    out.writeShort(answer.length);
                    out.write(answer);
                    out.flush();
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private byte[] answer(byte[] message, boolean datagram) {
        Question question = read(message);
        asked.add(question.key());
        Reply reply = replies.getOrDefault(question.key(), Reply.error(NXDOMAIN));
        try {
            reply.when().await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (reply.silent()) {
            return new byte[0];
        }
        try {
            return write(question, reply, datagram && reply.cut());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Question read(byte[] message) {
        StringBuilder name = new StringBuilder();
        int at = HEADER;
        while (message[at] != 0) {
            name.append(new String(message, at + 1, message[at], StandardCharsets.US_ASCII)).append('.');
            at += message[at] + 1;
        }
        int type = ((message[at + 1] & 0xff) << 8) | (message[at + 2] & 0xff);
        return new Question(((message[0] & 0xff) << 8) | (message[1] & 0xff), name.toString(), type,
                Arrays.copyOfRange(message, HEADER, at + 5));
    }

    private static byte[] write(Question question, Reply reply, boolean cut) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(question.id());
        if (reply.garbage()) {
            out.writeLong(-1);
            return bytes.toByteArray();
        }
        out.writeShort(0x8180 | (cut ? 0x0200 : 0) | reply.code());
        out.writeShort(1);
        out.writeShort(cut ? 0 : reply.records().size());
        out.writeInt(0);
        out.write(question.wire());
        if (!cut) {
            for (Answer answer : reply.records()) {
                out.write(wire(answer.name()));
                out.writeShort(answer.type());
                out.writeShort(1);
                out.writeInt((int) answer.ttl());
                out.writeShort(answer.data().length);
                out.write(answer.data());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] wire(String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String label : name.split("\\.", 0)) {
            out.write(label.length());
            out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        out.write(0);
        return out.toByteArray();
    }
}
