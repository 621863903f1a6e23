package dev.tollgate.domain.target;

/// What a client wants to reach.
public record Target(Host host, int port) {
    static final int LAST_PORT = 65_535;

    public Target {
        if (port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException("port " + port + " is not 1 to 65535");
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
