package dev.tollgate.app.endurance;

import dev.tollgate.app.ApiClient;
import dev.tollgate.app.RunningProcess;
import dev.tollgate.app.journey.Certificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A node as a process of its own: `serve` on free ports of 127.0.0.1, with a certificate, loopback targets allowed.
public final class ServedNode implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)(\\{[^}]*})? ([-+0-9.eE]+)$");
    private static final Pattern LONGEST_STALL = Pattern
            .compile("(?m)^tollgate_loop_longest_stall_seconds\\{[^}]*} ([0-9.eE+-]+)$");

    private final RunningProcess process;
    private final int gatewayPort;
    private final int adminPort;
    private final String token;
    private final ApiClient api;

    private ServedNode(RunningProcess process, int gatewayPort, int adminPort, String token, ApiClient api) {
        this.process = process;
        this.gatewayPort = gatewayPort;
        this.adminPort = adminPort;
        this.token = token;
        this.api = api;
    }

    /// A first start, in an empty folder.
    ///
    /// @param options of the JVM
    /// @param overrides variables, such as `TOLLGATE_DRAIN__MAX`
    public static ServedNode first(Path folder, List<String> options, Map<String, String> overrides)
            throws IOException, InterruptedException {
        RunningProcess process = launch(folder, options, overrides);
        String token = process.awaitLine("^hel_live_[0-9A-Za-z]{64}$").group();
        return listening(process, token);
    }

    /// A further start over the data of another that has ended.
    static ServedNode again(Path folder, List<String> options, Map<String, String> overrides, String token)
            throws IOException, InterruptedException {
        return listening(launch(folder, options, overrides), token);
    }

    private static RunningProcess launch(Path folder, List<String> options, Map<String, String> overrides)
            throws IOException {
        Certificates certificates = Certificates.shared();
        Map<String, String> environment = new HashMap<>(Map.of(
                "TOLLGATE_GATEWAY__ADDRESS", "127.0.0.1", "TOLLGATE_GATEWAY__PORT", "0", "TOLLGATE_API__PORT", "0",
                "TOLLGATE_ADMIN__PORT", "0", "TOLLGATE_TARGETS__ALLOW", "127.0.0.0/8",
                "TOLLGATE_TLS__CERTIFICATE", certificates.certificate().toString(),
                "TOLLGATE_TLS__KEY", certificates.key().toString()));
        environment.putAll(overrides);
        return RunningProcess.start(Files.createDirectories(folder), options, environment, "serve", "--data-dir",
                folder.resolve("data").toString());
    }

    private static ServedNode listening(RunningProcess process, String token) throws InterruptedException {
        Matcher ports = process.awaitLine("^Tollgate \\S+ listens: gateway 127\\.0\\.0\\.1:(\\d+), "
                + "API http://127\\.0\\.0\\.1:(\\d+), admin http://127\\.0\\.0\\.1:(\\d+)$");
        return new ServedNode(process, Integer.parseInt(ports.group(1)), Integer.parseInt(ports.group(3)),
                token, new ApiClient(Integer.parseInt(ports.group(2)), token));
    }

    public RunningProcess process() {
        return process;
    }

    public long pid() {
        return process.pid();
    }

    public int gatewayPort() {
        return gatewayPort;
    }

    /// The first token, which may do everything.
    String token() {
        return token;
    }

    /// With the first token.
    public ApiClient api() {
        return api;
    }

    /// What `/metrics` says: by name, the values of all labels together.
    public Map<String, Double> metrics() throws IOException, InterruptedException {
        Map<String, Double> values = new HashMap<>();
        SAMPLE.matcher(page()).results().forEach(found -> values.merge(found.group(1),
                Double.parseDouble(found.group(3)), Double::sum));
        return values;
    }

    private String page() throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + "/metrics")).build(),
                HttpResponse.BodyHandlers.ofString()).body();
    }

    /// The longest that one of its event loops was held up, pauses of the whole process left out.
    public Duration longestStall() throws IOException, InterruptedException {
        double seconds = LONGEST_STALL.matcher(page()).results()
                .mapToDouble(found -> Double.parseDouble(found.group(1))).max().orElse(0);
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    /// What it logged that needs somebody's attention. Loops that were held up are left out: on a busy machine the kernel does
    /// that too; [#longestStall] tells.
    public List<String> troubles() {
        return process.troubles();
    }

    /// What its watchdog said of loops that were held up, with their stacks.
    String stalls() {
        return process.errors().lines().filter(line -> line.contains("LoopWatchdog") || line.startsWith("    at "))
                .collect(Collectors.joining("\n"));
    }

    /// Exchanges, slots and connections that are open now, together.
    public double open() throws IOException, InterruptedException {
        Map<String, Double> now = metrics();
        return Stream.of("tollgate_exchanges_live", "tollgate_slots", "tollgate_connections")
                .mapToDouble(name -> now.getOrDefault(name, Double.NaN)).sum();
    }

    @Override
    public void close() {
        api.close();
        process.close();
    }
}
