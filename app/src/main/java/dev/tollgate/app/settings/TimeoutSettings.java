package dev.tollgate.app.settings;

import dev.tollgate.app.settings.read.Section;
import dev.tollgate.app.settings.read.Setting;
import dev.tollgate.app.settings.read.Syntax;
import dev.tollgate.app.settings.read.Syntaxes;
import dev.tollgate.app.settings.read.Values;
import dev.tollgate.gateway.connection.Timeouts;
import java.time.Duration;
import java.util.Optional;

/// How long the gateway waits for what: the settings behind [Timeouts].
final class TimeoutSettings {

    private static final Syntax<Duration> SPAN = Syntaxes.duration(Duration.ofSeconds(1), Duration.ofHours(24));

    static final Section SECTION = new Section("timeouts", "How long the gateway waits for what.");

    static final Setting<Duration> DETECT = SECTION.setting("detect", SPAN, "10s",
            "From accept until the protocol is known.");
    static final Setting<Duration> HEAD = SECTION.setting("head", SPAN, "15s",
            "From accept until the head of the request is complete.");
    static final Setting<Duration> PROXY_HEADER = SECTION.setting("proxy_header", SPAN, "5s",
            "From accept until the PROXY header is complete.");
    static final Setting<Duration> KEEP_ALIVE = SECTION.setting("keep_alive", SPAN, "60s",
            "Until the first byte of the next request on an open connection.");
    static final Setting<Duration> NEXT_HEAD = SECTION.setting("next_head", SPAN, "15s",
            "From that byte until the head of the request is complete.");
    static final Setting<Duration> DNS = SECTION.setting("dns", SPAN, "5s", "To resolve a name.");
    static final Setting<Duration> CONNECT = SECTION.setting("connect", SPAN, "10s",
            "To connect to a target, over all its addresses.");
    static final Setting<Duration> EXIT_CONNECT = SECTION.setting("exit_connect", SPAN, "10s",
            "To connect to an exit, its handshake included.");
    static final Setting<Duration> FIRST_BYTE = SECTION.setting("first_byte", SPAN, "60s",
            "Until the first byte of the answer to a plain request.");
    static final Setting<Duration> BODY_IDLE = SECTION.setting("body_idle", SPAN, "60s",
            "A pause within the body of a plain request or answer.");
    static final Setting<Duration> TUNNEL_IDLE = SECTION.setting("tunnel_idle", SPAN, "300s",
            "A tunnel without a byte either way.");
    static final Setting<Duration> HALF_CLOSED = SECTION.setting("half_closed", SPAN, "60s",
            "A tunnel without a byte of which one side has finished.");
    static final Setting<Optional<Duration>> TUNNEL_MAX = SECTION.setting("tunnel_max", SPAN.orWord("none"), "none",
            "The life of a tunnel, however busy it is.");
    static final Setting<Duration> DEAD_PEER = SECTION.setting("dead_peer", SPAN, "120s",
            "Until a peer that answers no keep-alive probe is given up.");

    private TimeoutSettings() {}

    static Timeouts from(Values values) {
        return new Timeouts(values.get(DETECT), values.get(HEAD), values.get(PROXY_HEADER), values.get(KEEP_ALIVE),
                values.get(NEXT_HEAD), values.get(DNS), values.get(CONNECT), values.get(EXIT_CONNECT),
                values.get(FIRST_BYTE), values.get(BODY_IDLE), values.get(TUNNEL_IDLE), values.get(HALF_CLOSED),
                values.get(TUNNEL_MAX), values.get(DEAD_PEER));
    }
}
