package dev.tollgate.app.endurance;

import dev.tollgate.app.ApiClient.SubUser;
import dev.tollgate.app.journey.Wire;
import java.io.IOException;
import java.util.List;

/// The ways in which a client gets a tunnel.
public enum Doorway {
    CONNECT(false, false),
    SOCKS5(false, true),
    TLS_CONNECT(true, false),
    TLS_SOCKS5(true, true);

    /// The greeting of a SOCKS5 client that offers a login.
    private static final byte[] GREETING = {5, 1, 2};
    private static final List<Doorway> ALL = List.of(values());

    private final boolean tls;
    private final boolean socks;

    Doorway(boolean tls, boolean socks) {
        this.tls = tls;
        this.socks = socks;
    }

    /// Each in its turn.
    public static Doorway of(int turn) {
        return ALL.get(Math.floorMod(turn, ALL.size()));
    }

    boolean tls() {
        return tls;
    }

    static byte[] greeting() {
        return GREETING.clone();
    }

    static byte[] login(SubUser subUser) {
        return Wire.login(subUser.residential(), subUser.password());
    }

    /// Asks for a tunnel on a new connection, inside TLS if this doorway is; an answer other than success is an [AssertionError].
    public ClientLine tunnel(ClientLine plain, SubUser subUser, String host, int port) throws IOException {
        ClientLine line = tls ? plain.insideTls() : plain;
        try {
            String said = ask(line, subUser, subUser.password(), host, port);
            if (!said.equals("ok")) {
                throw new AssertionError(this + " was answered " + said);
            }
            return line;
        } catch (IOException | RuntimeException | Error e) {
            line.close();
            throw e;
        }
    }

    /// Asks for a tunnel.
    ///
    /// @return `ok`, the code of an HTTP refusal, or the numbers of a SOCKS one: `L01` for a login, `R05` for a request
    String ask(ClientLine line, SubUser subUser, String password, String host, int port) throws IOException {
        return socks
                ? askSocks(line, Wire.login(subUser.residential(), password), host, port)
                : askHttp(line, Wire.credentials(subUser.residential(), password), host, port);
    }

    private static String askHttp(ClientLine line, String credentials, String host, int port) throws IOException {
        line.send(Wire.connect(host + ":" + port, credentials));
        Wire.Answer answer = line.head();
        return answer.status().startsWith("HTTP/1.1 200") ? "ok" : answer.code();
    }

    private static String askSocks(ClientLine line, byte[] login, String host, int port) throws IOException {
        line.send(GREETING);
        line.read(2);
        line.send(login);
        int status = line.read(2)[1];
        if (status != 0) {
            return "L%02X".formatted(status);
        }
        line.send(Wire.socksConnect(host, port));
        int reply = line.read(10)[1];
        return reply == 0 ? "ok" : "R%02X".formatted(reply);
    }

    /// Of two spellings of one refusal the one that this doorway sends.
    String refusal(String code, String socksAnswer) {
        return socks ? socksAnswer : code;
    }

}
