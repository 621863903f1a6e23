package dev.tollgate.app.endurance.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// How long a soak takes, and how hard.
///
/// @param duration of the load
/// @param rate clients that begin each second, at each proxy; one makes about two exchanges
/// @param sampling how often memory and counters are looked at
/// @param nodeOptions options of the node's JVM
/// @param nodeSettings variables of the node
/// @param squid whether squid gets the same load, if it is installed
/// @param report where the tables go
public record SoakPlan(Duration duration, int rate, Duration sampling, List<String> nodeOptions,
        Map<String, String> nodeSettings, boolean squid, Path report) {
    /// A heap of one size, taken at once: what grows then is no heap. And the leak detector looks at every buffer.
    private static final String NODE_OPTIONS = "-Xms192m -Xmx192m -XX:+AlwaysPreTouch -XX:+UseCompactObjectHeaders"
            + " -Dio.netty.leakDetection.level=paranoid";

    public SoakPlan {
        nodeOptions = List.copyOf(nodeOptions);
        nodeSettings = Map.copyOf(nodeSettings);
    }

    /// What `make soak` asks for by system properties: `tollgate.soak.minutes`, `tollgate.soak.rate`, `tollgate.soak.options`.
    public static SoakPlan asked() {
        return new SoakPlan(Duration.ofMinutes(Long.getLong("tollgate.soak.minutes", 60)),
                Integer.getInteger("tollgate.soak.rate", 100), Duration.ofSeconds(10),
                List.of(System.getProperty("tollgate.soak.options", NODE_OPTIONS).strip().split(" +", -1)), Map.of(),
                true,
                Path.of("target", "soak.md"));
    }

    /// A few seconds, for every build.
    public static SoakPlan brief() {
        return new SoakPlan(Duration.ofSeconds(5), 60, Duration.ofMillis(500),
                List.of("-Xms64m", "-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                        "-Dio.netty.leakDetection.level=paranoid"),
                // Else the connections that wait for another request would be waited for.
                Map.of("TOLLGATE_TIMEOUTS__KEEP_ALIVE", "1s"), false, Path.of("target", "soak-brief.md"));
    }

    /// What comes before it is not looked at for slopes: compilers and pools are at work.
    Duration warmUp() {
        return duration.dividedBy(6);
    }
}
