package dev.tollgate.gateway.inbound.proxyprotocol;

import dev.tollgate.domain.address.IpAddress;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Version 1 of the PROXY protocol: one line of text (its specification, section 2.1).
final class TextHeader {
    /// The longest line there can be, its end included.
    static final int MAX_LENGTH = 107;
    private static final String START = "PROXY ";
    private static final String UNKNOWN = "UNKNOWN";
    private static final String IPV4 = "TCP4";
    private static final String IPV6 = "TCP6";
    /// Family, two addresses, two ports.
    private static final int WORDS = 5;
    private static final int MAX_PORT = 65_535;
    private static final int MAX_PORT_DIGITS = 5;

    private TextHeader() {}

    static HeaderReading read(ByteBuf in) {
        // Room for the line's end, CR and LF, is left.
        int seen = Math.min(in.readableBytes(), MAX_LENGTH - 1);
        for (int i = 0; i < seen; i++) {
            int c = in.getUnsignedByte(in.readerIndex() + i);
            if (i < START.length() ? c != START.charAt(i) : c == '\n') {
                return malformed("the line does not begin or end as it must");
            }
            if (c == '\r') {
                return atEnd(in, i);
            }
        }
        return seen < MAX_LENGTH - 1
                ? ProxyHeaders.INCOMPLETE
                : malformed("the line is longer than " + MAX_LENGTH + " bytes");
    }

    private static HeaderReading atEnd(ByteBuf in, int length) {
        if (in.readableBytes() < length + 2) {
            return ProxyHeaders.INCOMPLETE;
        }
        if (in.getByte(in.readerIndex() + length + 1) != '\n') {
            return malformed("a line ends with CR and LF");
        }
        String line = in.toString(in.readerIndex(), length, StandardCharsets.ISO_8859_1).substring(START.length());
        HeaderReading reading = line(line);
        if (!(reading instanceof HeaderReading.Malformed)) {
            in.skipBytes(length + 2);
        }
        return reading;
    }

    private static HeaderReading line(String line) {
        if (line.equals(UNKNOWN) || line.startsWith(UNKNOWN + " ")) {
            return new HeaderReading.Own();
        }
        // One space between two words: more make an empty word, which is no address and no port.
        List<String> words = List.of(line.split(" ", -1));
        if (words.size() != WORDS || !(words.getFirst().equals(IPV4) || words.getFirst().equals(IPV6))) {
            return malformed("not of the form: family, source, destination, two ports");
        }
        boolean v4 = words.getFirst().equals(IPV4);
        Optional<IpAddress> source = address(words.get(1), v4);
        Optional<IpAddress> destination = address(words.get(2), v4);
        OptionalInt sourcePort = port(words.get(3));
        OptionalInt destinationPort = port(words.get(4));
        if (source.isEmpty() || destination.isEmpty()) {
            return malformed("an address is not one of its family");
        }
        if (sourcePort.isEmpty() || destinationPort.isEmpty()) {
            return malformed("a port is not a number from 0 to 65535");
        }
        return new HeaderReading.Forwarded(source.get().folded(), sourcePort.getAsInt());
    }

    private static Optional<IpAddress> address(String text, boolean v4) {
        return IpAddress.parseUnfolded(text).filter(address -> address.v4() == v4);
    }

    private static OptionalInt port(String text) {
        boolean leadingZero = text.length() > 1 && text.charAt(0) == '0';
        if (text.isEmpty() || text.length() > MAX_PORT_DIGITS || leadingZero) {
            return OptionalInt.empty();
        }
        int port = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return OptionalInt.empty();
            }
            port = port * 10 + digit;
        }
        return port <= MAX_PORT ? OptionalInt.of(port) : OptionalInt.empty();
    }

    private static HeaderReading malformed(String why) {
        return new HeaderReading.Malformed("version 1: " + why);
    }
}
