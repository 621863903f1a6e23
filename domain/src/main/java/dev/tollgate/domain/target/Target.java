package dev.tollgate.domain.target;

/// What a client wants to reach.
public record Target(Host host, int port) {

    public Target {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not 1 to 65535");
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
