package dev.tollgate.bench.contender;

import dev.tollgate.bench.contender.RunningProxy.Way;
import dev.tollgate.bench.load.Entrance;
import dev.tollgate.bench.load.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// HAProxy, which ends TLS, in front of squid: what one builds for clients that speak to their proxy inside TLS.
public final class SquidBehindHaproxy implements Contender {
    @Override
    public String name() {
        return "haproxy + squid";
    }

    @Override
    public Optional<String> missing() {
        return Contender.firstMissing("haproxy").or(new Squid()::missing);
    }

    @Override
    public Set<Way> ways() {
        return Set.of(Way.TLS);
    }

    @Override
    public RunningProxy start(Ground ground) {
        int behind = Program.freePort();
        Program squid = Squid.start(ground, behind);
        int port = Program.freePort();
        Path folder = ground.newFolder("haproxy");
        Path settings = Configuration.write(folder, "haproxy.cfg", """
                global
                  maxconn 9400
                  nbthread 1
                defaults
                  mode tcp
                  timeout connect 5s
                  timeout client 600s
                  timeout server 600s
                listen tls
                  bind 127.0.0.1:%d backlog 4096 ssl crt %s
                  server squid 127.0.0.1:%d
                """.formatted(port, both(ground, folder),
                behind));
        Program haproxy = Program.start(folder, ground.core(), Map.of(),
                List.of(Program.find("haproxy").orElseThrow(), "-db", "-f", settings.toString())).awaitPort(port);
        return new RunningProxy(List.of(squid, haproxy), squid.age(), Map.of(Way.TLS,
                new Entrance(Protocol.CONNECT, port, Optional.of(ground.trust()), Configuration.LOGIN)));
    }

    /// Certificate and key in one file, as HAProxy wants them.
    private static Path both(Ground ground, Path folder) {
        try {
            return Configuration.write(folder, "both.pem", Files.readString(ground.certificate().certificate())
                    + Files.readString(ground.certificate().key()));
        } catch (IOException e) {
            throw new IllegalStateException("the benchmark's certificate cannot be read", e);
        }
    }
}
