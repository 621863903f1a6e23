package dev.tollgate.gateway.inbound.socks5;

import dev.tollgate.domain.admission.Credentials;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/// Runs bytes through a machine and tells its steps as text.
final class Conversation {
    private final ByteBuf bytes = Unpooled.buffer();
    private final Socks5Machine machine;
    private final List<String> steps = new ArrayList<>();

    private Conversation(boolean needsNoLogin) {
        machine = new Socks5Machine(() -> needsNoLogin);
    }

    /// All at once.
    static List<String> steps(byte[] sent, boolean needsNoLogin) {
        return in(List.of(sent), needsNoLogin);
    }

    static List<String> trickled(byte[] sent, boolean needsNoLogin) {
        return in(IntStream.range(0, sent.length).mapToObj(i -> new byte[]{sent[i]}).toList(), needsNoLogin);
    }

    static List<String> in(List<byte[]> parts, boolean needsNoLogin) {
        Conversation conversation = new Conversation(needsNoLogin);
        for (byte[] part : parts) {
            conversation.bytes.writeBytes(part);
            conversation.readOn();
        }
        conversation.steps.add("left " + HexFormat.of().formatHex(conversation.left()));
        return conversation.steps;
    }

    private byte[] left() {
        byte[] left = new byte[bytes.readableBytes()];
        bytes.getBytes(bytes.readerIndex(), left);
        return left;
    }

    private void readOn() {
        while (true) {
            Socks5Step step = machine.read(bytes);
            if (step instanceof Socks5Step.Incomplete) {
                return;
            }
            steps.add(tell(step));
        }
    }

    private static String tell(Socks5Step step) {
        return switch (step) {
            case Socks5Step.Incomplete() -> "incomplete";
            case Socks5Step.Broken() -> "broken";
            case Socks5Step.Greeted(AuthMethod method) -> "method " + method;
            case Socks5Step.LoggingIn(Credentials.Presented(byte[] username, byte[] password)) ->
                "login " + new String(username, StandardCharsets.ISO_8859_1) + ":"
                        + new String(password, StandardCharsets.ISO_8859_1);
            case Socks5Step.LoggingIn(Credentials other) -> "login " + other.getClass().getSimpleName();
            case Socks5Step.Wanted(var target) -> "connect " + target;
            case Socks5Step.Unserved(int reply, String detail) -> "reply " + reply;
        };
    }
}
