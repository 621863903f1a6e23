package dev.tollgate.gateway.inbound.socks5;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.admission.Credentials;
import dev.tollgate.domain.error.SocksAnswer;
import dev.tollgate.domain.target.Host;
import dev.tollgate.domain.target.HostReading;
import dev.tollgate.domain.target.HostSyntax;
import dev.tollgate.domain.target.Target;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.function.BooleanSupplier;

/// Reads what a SOCKS5 client sends, message by message (G§6): greeting, login if that was chosen, request. Knows no channel;
/// the same bytes lead to the same steps however they arrive. Confined to its connection's event loop.
public final class Socks5Machine {
    private static final int VERSION = 5;
    private static final int LOGIN_VERSION = 1;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;
    /// Version, command, reserved, address type.
    private static final int REQUEST_START = 4;
    private static final int PORT_LENGTH = 2;
    private static final int COMMAND_NOT_SUPPORTED = 0x07;
    private static final int ADDRESS_TYPE_NOT_SUPPORTED = 0x08;

    private static final Socks5Step INCOMPLETE = new Socks5Step.Incomplete();
    private static final Socks5Step BROKEN = new Socks5Step.Broken();

    private final BooleanSupplier needsNoLogin;
    private Message awaited = Message.GREETING;

    /// What a client sends next.
    enum Message {
        GREETING,
        LOGIN,
        REQUEST,
        /// Nothing: what follows is the tunnel's, or nobody's.
        NOTHING
    }

    /// @param needsNoLogin whether the client's source may leave its credentials out; asked at most once, and only if it offers
    /// nothing better
    public Socks5Machine(BooleanSupplier needsNoLogin) {
        this.needsNoLogin = needsNoLogin;
    }

    Message awaited() {
        return awaited;
    }

    /// Takes one whole message off `in`, or leaves it as it is.
    public Socks5Step read(ByteBuf in) {
        return switch (awaited) {
            case GREETING -> greeting(in);
            case LOGIN -> login(in);
            case REQUEST -> request(in);
            case NOTHING -> INCOMPLETE;
        };
    }

    private Socks5Step greeting(ByteBuf in) {
        if (begins(in, VERSION) == Beginning.OTHER) {
            return broken();
        }
        if (in.readableBytes() < 2) {
            return INCOMPLETE;
        }
        int methods = at(in, 1);
        if (methods == 0) {
            return broken();
        }
        if (in.readableBytes() < 2 + methods) {
            return INCOMPLETE;
        }
        AuthMethod method = choose(in.readSlice(2 + methods).skipBytes(2));
        awaited = switch (method) {
            case LOGIN -> Message.LOGIN;
            case NO_LOGIN -> Message.REQUEST;
            case NONE_ACCEPTABLE -> Message.NOTHING;
        };
        return new Socks5Step.Greeted(method);
    }

    /// The table of G§6.1.
    private AuthMethod choose(ByteBuf offered) {
        if (offers(offered, AuthMethod.LOGIN)) {
            return AuthMethod.LOGIN;
        }
        return offers(offered, AuthMethod.NO_LOGIN) && needsNoLogin.getAsBoolean()
                ? AuthMethod.NO_LOGIN
                : AuthMethod.NONE_ACCEPTABLE;
    }

    private static boolean offers(ByteBuf offered, AuthMethod method) {
        return offered.indexOf(offered.readerIndex(), offered.writerIndex(), (byte) method.code()) >= 0;
    }

    private Socks5Step login(ByteBuf in) {
        if (begins(in, LOGIN_VERSION) == Beginning.OTHER) {
            return broken();
        }
        if (in.readableBytes() < 2) {
            return INCOMPLETE;
        }
        int username = at(in, 1);
        if (in.readableBytes() < 2 + username + 1) {
            return INCOMPLETE;
        }
        int password = at(in, 2 + username);
        if (in.readableBytes() < 2 + username + 1 + password) {
            return INCOMPLETE;
        }
        byte[] name = bytes(in.skipBytes(2), username);
        byte[] secret = bytes(in.skipBytes(1), password);
        awaited = Message.REQUEST;
        return new Socks5Step.LoggingIn(name.length == 0
                ? new Credentials.Unusable("The username is empty.")
                : new Credentials.Presented(name, secret));
    }

    private Socks5Step request(ByteBuf in) {
        switch (begins(in, VERSION)) {
            case OTHER -> {
                return malformed("The request is not one of SOCKS version 5.");
            }
            case NOTHING_YET -> {
                return INCOMPLETE;
            }
            case AS_EXPECTED -> {
                // The four bytes at the start are judged together, so that no packet boundary changes the answer.
            }
        }
        if (in.readableBytes() < REQUEST_START) {
            return INCOMPLETE;
        }
        if (at(in, 1) != CONNECT) {
            return unserved(COMMAND_NOT_SUPPORTED, "Only CONNECT is served in SOCKS5.");
        }
        int addressType = at(in, 3);
        if (addressType != IPV4 && addressType != NAME && addressType != IPV6) {
            return unserved(ADDRESS_TYPE_NOT_SUPPORTED, "The address type is not known.");
        }
        if (at(in, 2) != 0) {
            return malformed("The reserved byte of the request is not zero.");
        }
        return switch (addressType) {
            case IPV4 -> address(in, Integer.BYTES);
            case IPV6 -> address(in, 2 * Long.BYTES);
            default -> name(in);
        };
    }

    private Socks5Step address(ByteBuf in, int length) {
        if (in.readableBytes() < REQUEST_START + length + PORT_LENGTH) {
            return INCOMPLETE;
        }
        byte[] address = bytes(in.skipBytes(REQUEST_START), length);
        return wanted(new Host.Literal(IpAddress.ofBytesUnfolded(address)), in.readUnsignedShort());
    }

    private Socks5Step name(ByteBuf in) {
        if (in.readableBytes() < REQUEST_START + 1) {
            return INCOMPLETE;
        }
        int length = at(in, REQUEST_START);
        if (length == 0) {
            return malformed("The name of the target is empty.");
        }
        if (in.readableBytes() < REQUEST_START + 1 + length + PORT_LENGTH) {
            return INCOMPLETE;
        }
        byte[] name = bytes(in.skipBytes(REQUEST_START + 1), length);
        int port = in.readUnsignedShort();
        return switch (HostSyntax.readSocksName(name)) {
            case HostReading.Valid(Host host) -> wanted(host, port);
            case HostReading.Invalid(String why) -> malformed("The host of the target: " + why + ".");
        };
    }

    private Socks5Step wanted(Host host, int port) {
        if (port == 0) {
            return malformed("The port of the target is 0.");
        }
        awaited = Message.NOTHING;
        return new Socks5Step.Wanted(new Target(host, port));
    }

    private Socks5Step malformed(String detail) {
        return unserved(SocksAnswer.GENERAL_FAILURE, detail);
    }

    private Socks5Step unserved(int reply, String detail) {
        awaited = Message.NOTHING;
        return new Socks5Step.Unserved(reply, detail);
    }

    private Socks5Step broken() {
        awaited = Message.NOTHING;
        return BROKEN;
    }

    /// A message's first byte, which is a version.
    private enum Beginning {
        NOTHING_YET, AS_EXPECTED, OTHER
    }

    private static Beginning begins(ByteBuf in, int version) {
        if (!in.isReadable()) {
            return Beginning.NOTHING_YET;
        }
        return at(in, 0) == version ? Beginning.AS_EXPECTED : Beginning.OTHER;
    }

    private static byte[] bytes(ByteBuf in, int length) {
        byte[] bytes = ByteBufUtil.getBytes(in, in.readerIndex(), length);
        in.skipBytes(length);
        return bytes;
    }

    private static int at(ByteBuf in, int offset) {
        return in.getUnsignedByte(in.readerIndex() + offset);
    }
}
