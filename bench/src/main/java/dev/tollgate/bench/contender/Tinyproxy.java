package dev.tollgate.bench.contender;

import dev.tollgate.bench.contender.RunningProxy.Way;
import dev.tollgate.bench.load.Entrance;
import dev.tollgate.bench.load.Protocol;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tinyproxy, which has a thread for each connection.
public final class Tinyproxy implements Contender {
    @Override
    public String name() {
        return "tinyproxy";
    }

    @Override
    public Optional<String> missing() {
        return Contender.firstMissing("tinyproxy");
    }

    @Override
    public Set<Way> ways() {
        return Set.of(Way.CONNECT, Way.HTTP);
    }

    @Override
    public RunningProxy start(Ground ground) {
        int port = Program.freePort();
        Path folder = ground.newFolder("tinyproxy");
        Path settings = Configuration.write(folder, "tinyproxy.conf", """
                Port %d
                Listen 127.0.0.1
                Timeout 600
                LogLevel Critical
                LogFile "%s/tinyproxy.log"
                MaxClients 20000
                BasicAuth bench secret
                DisableViaHeader Yes
                """.formatted(port, folder));
        Program program = Program.start(folder, ground.core(), Map.of(),
                List.of(Program.find("tinyproxy").orElseThrow(), "-d", "-c", settings.toString())).awaitPort(port);
        return new RunningProxy(List.of(program), program.age(),
                Map.of(Way.CONNECT, Entrance.plain(Protocol.CONNECT, port, Configuration.LOGIN),
                        Way.HTTP, Entrance.plain(Protocol.HTTP, port, Configuration.LOGIN)));
    }
}
