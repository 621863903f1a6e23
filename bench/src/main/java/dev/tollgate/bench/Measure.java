package dev.tollgate.bench;

import dev.tollgate.bench.contender.RunningProxy;
import dev.tollgate.bench.contender.RunningProxy.Way;
import dev.tollgate.bench.load.Entrance;
import dev.tollgate.bench.load.Kind;
import dev.tollgate.bench.load.Outcome;
import dev.tollgate.bench.report.Figure;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import static dev.tollgate.bench.report.Figure.CONNECT_CPU;
import static dev.tollgate.bench.report.Figure.CONNECT_RATE;
import static dev.tollgate.bench.report.Figure.HTTP_CPU;
import static dev.tollgate.bench.report.Figure.HTTP_RATE;
import static dev.tollgate.bench.report.Figure.ONE_TUNNEL_CPU;
import static dev.tollgate.bench.report.Figure.ONE_TUNNEL_RATE;
import static dev.tollgate.bench.report.Figure.PING_MEDIAN;
import static dev.tollgate.bench.report.Figure.PING_SLOW;
import static dev.tollgate.bench.report.Figure.SIXTEEN_TUNNELS_CPU;
import static dev.tollgate.bench.report.Figure.SIXTEEN_TUNNELS_RATE;
import static dev.tollgate.bench.report.Figure.SOCKS5_CPU;
import static dev.tollgate.bench.report.Figure.SOCKS5_RATE;
import static dev.tollgate.bench.report.Figure.TLS_CPU;
import static dev.tollgate.bench.report.Figure.TLS_RATE;

/// The loads under which a running proxy is measured for a second or two, and the two figures that each gives.
enum Measure {
    CONNECT(Kind.FETCH, 64, CONNECT_RATE, CONNECT_CPU),
    SOCKS5(Kind.FETCH, 64, SOCKS5_RATE, SOCKS5_CPU),
    HTTP(Kind.REQUEST, 64, HTTP_RATE, HTTP_CPU),
    ONE_TUNNEL(Kind.DOWNLOAD, 1, ONE_TUNNEL_RATE, ONE_TUNNEL_CPU),
    SIXTEEN_TUNNELS(Kind.DOWNLOAD, 16, SIXTEEN_TUNNELS_RATE, SIXTEEN_TUNNELS_CPU),
    PING_PONG(Kind.PING_PONG, 1, PING_MEDIAN, PING_SLOW),
    TLS(Kind.DOWNLOAD, 1, TLS_RATE, TLS_CPU);

    private final Kind kind;
    private final int clients;
    private final Figure first;
    private final Figure second;

    Measure(Kind kind, int clients, Figure first, Figure second) {
        this.kind = kind;
        this.clients = clients;
        this.first = first;
        this.second = second;
    }

    Kind kind() {
        return kind;
    }

    int clients() {
        return clients;
    }

    /// The way in that it takes; none if the proxy has no such way.
    Optional<Entrance> entrance(RunningProxy proxy) {
        return switch (this) {
            case CONNECT -> proxy.entrance(Way.CONNECT);
            case SOCKS5 -> proxy.entrance(Way.SOCKS5);
            case HTTP -> proxy.entrance(Way.HTTP);
            case ONE_TUNNEL, SIXTEEN_TUNNELS, PING_PONG -> proxy.tunnel();
            case TLS -> proxy.entrance(Way.TLS);
        };
    }

    /// @param processorSeconds that the proxy used for it
    Map<Figure, Double> figures(Outcome outcome, double processorSeconds) {
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        switch (kind) {
            case FETCH, REQUEST -> {
                figures.put(first, outcome.operationsPerSecond());
                figures.put(second, processorSeconds * 1e6 / outcome.operations());
            }
            case DOWNLOAD -> {
                figures.put(first, outcome.gigabytesPerSecond());
                figures.put(second, processorSeconds * 1e9 / outcome.bytes());
            }
            case PING_PONG -> {
                figures.put(first, outcome.latencies().micros(0.5));
                figures.put(second, outcome.latencies().micros(0.99));
            }
            case IDLE, INTEGRITY -> throw new IllegalStateException(kind + " has no figures of this sort");
        }
        return figures;
    }
}
