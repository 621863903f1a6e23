package dev.tollgate.bench.report;

import java.util.Locale;

/// Everything that is measured, in the order of the tables.
public enum Figure {
    CONNECT_RATE("CONNECT: new tunnels a second", 0, Better.HIGHER),
    CONNECT_CPU("CONNECT: CPU µs a tunnel", 1, Better.LOWER),
    SOCKS5_RATE("SOCKS5: new tunnels a second", 0, Better.HIGHER),
    SOCKS5_CPU("SOCKS5: CPU µs a tunnel", 1, Better.LOWER),
    HTTP_RATE("plain HTTP: requests a second", 0, Better.HIGHER),
    HTTP_CPU("plain HTTP: CPU µs a request", 1, Better.LOWER),
    ONE_TUNNEL_RATE("one tunnel: GB/s", 2, Better.HIGHER),
    ONE_TUNNEL_CPU("one tunnel: CPU s/GB", 3, Better.LOWER),
    SIXTEEN_TUNNELS_RATE("16 tunnels: GB/s", 2, Better.HIGHER),
    SIXTEEN_TUNNELS_CPU("16 tunnels: CPU s/GB", 3, Better.LOWER),
    PING_MEDIAN("ping-pong: median µs", 1, Better.LOWER),
    PING_SLOW("ping-pong: 99 % within µs", 1, Better.LOWER),
    TLS_RATE("one tunnel inside TLS: GB/s", 2, Better.HIGHER),
    TLS_CPU("one tunnel inside TLS: CPU s/GB", 3, Better.LOWER),
    SUSTAINED_RATE("CONNECT, the second minute of two: new tunnels a second", 0, Better.HIGHER),
    SUSTAINED_SHARE("CONNECT, the second minute against the first ten seconds", 2, Better.HIGHER),
    IDLE_TUNNEL("KiB for an idle tunnel", 2, Better.LOWER),
    IDLE_TLS_TUNNEL("KiB for an idle tunnel inside TLS", 2, Better.LOWER),
    REST_MEMORY("memory at rest, MB", 0, Better.LOWER),
    IDLE_MEMORY("memory with the idle tunnels, MB", 0, Better.LOWER),
    LAUNCH("launch to first connection, s", 2, Better.LOWER);

    private final String title;
    private final int decimals;
    private final Better better;

    /// Which of two values is the better one.
    public enum Better {
        HIGHER, LOWER
    }

    Figure(String title, int decimals, Better better) {
        this.title = title;
        this.decimals = decimals;
        this.better = better;
    }

    String title() {
        return title;
    }

    Better better() {
        return better;
    }

    String write(double value) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /// As the JSON file names it.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
