package dev.tollgate.bench.contender;

import dev.tollgate.bench.contender.RunningProxy.Way;
import dev.tollgate.bench.load.Entrance;
import dev.tollgate.bench.load.Login;
import dev.tollgate.bench.load.Protocol;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A node from the built tree, with an access log and several sub-users, since one may send 10,000 requests a second.
///
/// @param name as the tables show it
/// @param splice of the setting `relay.splice`
public record Tollgate(String name, String splice) implements Contender {
    private static final Pattern TOKEN = Pattern.compile("^hel_live_\\w+$", Pattern.MULTILINE);
    private static final Pattern PORTS = Pattern.compile(
            "^Tollgate \\S+ listens: gateway 127\\.0\\.0\\.1:(\\d+), API http://127\\.0\\.0\\.1:(\\d+),",
            Pattern.MULTILINE);

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public boolean warmsUp() {
        return true;
    }

    @Override
    public Set<Way> ways() {
        return EnumSet.allOf(Way.class);
    }

    @Override
    public RunningProxy start(Ground ground) {
        Path folder = ground.newFolder("tollgate");
        Program program = launch(ground, folder);
        double launch = program.age();
        try {
            Matcher ports = program.awaitLine(PORTS);
            List<Login> logins = SubUsers.create(Integer.parseInt(ports.group(2)), program.awaitLine(TOKEN).group());
            return new RunningProxy(List.of(program), launch, entrances(Integer.parseInt(ports.group(1)), logins,
                    ground));
        } catch (RuntimeException e) {
            program.close();
            throw e;
        }
    }

    /// Starts it in a folder where it ran before.
    ///
    /// @return seconds from the launch to its first connection
    public double relaunch(Ground ground, Path folder) {
        try (Program program = launch(ground, folder)) {
            return program.age();
        }
    }

    private Program launch(Ground ground, Path folder) {
        int port = Program.freePort();
        List<String> command = new ArrayList<>(ground.launcher());
        command.addAll(List.of("serve", "--data-dir", folder.resolve("data").toString()));
        return Program.start(folder, ground.core(), Map.of(
                "TOLLGATE_GATEWAY__ADDRESS", "127.0.0.1", "TOLLGATE_GATEWAY__PORT", Integer.toString(port),
                "TOLLGATE_API__PORT", "0", "TOLLGATE_ADMIN__PORT", "0",
                "TOLLGATE_TARGETS__ALLOW", "127.0.0.1:" + ground.originPort(),
                "TOLLGATE_TLS__CERTIFICATE", ground.certificate().certificate().toString(),
                "TOLLGATE_TLS__KEY", ground.certificate().key().toString(), "TOLLGATE_RELAY__SPLICE", splice,
                "TOLLGATE_ACCESS_LOG__PATH", folder.resolve("access.log").toString(), "TOLLGATE_DRAIN__MAX", "1s"),
                command)
                .awaitPort(port);
    }

    private static Map<Way, Entrance> entrances(int port, List<Login> logins, Ground ground) {
        return Map.of(Way.CONNECT, Entrance.plain(Protocol.CONNECT, port, logins),
                Way.SOCKS5, Entrance.plain(Protocol.SOCKS5, port, logins),
                Way.HTTP, Entrance.plain(Protocol.HTTP, port, logins),
                Way.TLS, new Entrance(Protocol.CONNECT, port, Optional.of(ground.trust()), logins));
    }
}
