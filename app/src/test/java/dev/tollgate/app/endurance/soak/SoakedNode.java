package dev.tollgate.app.endurance.soak;

import dev.tollgate.app.ApiClient.SubUser;
import dev.tollgate.app.endurance.ClientLine;
import dev.tollgate.app.endurance.Doorway;
import dev.tollgate.app.endurance.OpenFiles;
import dev.tollgate.app.endurance.ServedNode;
import dev.tollgate.app.journey.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.awaitility.Awaitility.await;

/// A node of ours under soak, with some sub-users who take turns.
final class SoakedNode extends SoakedProxy {
    private static final int SUB_USERS = 5;
    /// The last line of a histogram: objects and bytes.
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$");

    private final ServedNode node;
    private final List<SubUser> subUsers = new ArrayList<>();

    SoakedNode(Path folder, SoakPlan plan) throws IOException, InterruptedException {
        node = ServedNode.first(folder, plan.nodeOptions(), plan.nodeSettings());
        for (int i = 0; i < SUB_USERS; i++) {
            String label = "soaked-" + i;
            subUsers.add(node.api().createSubUser("""
                    {"label":"%s","products":["residential"],"concurrent_max":10000,"rps_max":10000}"""
                    .formatted(label), label));
        }
        leaveOnlyWhatStays();
    }

    /// What is open now is what must be open at the end: a JVM that was asked once listens for more questions, and the API keeps
    /// our connection for half a minute.
    private void leaveOnlyWhatStays() throws IOException, InterruptedException {
        liveHeap();
        int sockets = OpenFiles.of(pid()).sockets();
        node.api().close();
        await().until(() -> OpenFiles.of(pid()).sockets() < sockets);
    }

    @Override
    String name() {
        return "Tollgate";
    }

    @Override
    long pid() {
        return node.pid();
    }

    @Override
    int port() {
        return node.gatewayPort();
    }

    @Override
    ClientLine tunnel(int turn, int targetPort) throws IOException {
        return Doorway.of(turn).tunnel(open(turn), subUser(turn), "127.0.0.1", targetPort);
    }

    @Override
    String credentials() {
        return Wire.credentials(subUsers.getFirst().residential(), subUsers.getFirst().password());
    }

    private SubUser subUser(int turn) {
        return subUsers.get(Math.floorMod(turn / Doorway.values().length, SUB_USERS));
    }

    @Override
    Map<String, Double> counters() throws IOException, InterruptedException {
        Map<String, Double> shown = new TreeMap<>(node.metrics());
        shown.keySet().removeIf(name -> !name.startsWith("tollgate_") || name.endsWith("_bucket")
                || name.endsWith("_sum"));
        return shown;
    }

    @Override
    long liveHeap() throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid()), "GC.class_histogram").redirectErrorStream(true).start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        Matcher total = TOTAL.matcher(said);
        return total.find() ? Long.parseLong(total.group(1)) : 0;
    }

    @Override
    Duration longestStall() throws IOException, InterruptedException {
        return node.longestStall();
    }

    @Override
    List<String> troubles() {
        return node.troubles();
    }

    @Override
    void stop() {
        node.close();
    }
}
