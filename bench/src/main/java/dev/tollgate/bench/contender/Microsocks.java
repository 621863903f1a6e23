package dev.tollgate.bench.contender;

import dev.tollgate.bench.contender.RunningProxy.Way;
import dev.tollgate.bench.load.Entrance;
import dev.tollgate.bench.load.Login;
import dev.tollgate.bench.load.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A small SOCKS5 server, which has a thread for each connection.
public final class Microsocks implements Contender {
    @Override
    public String name() {
        return "microsocks";
    }

    @Override
    public Optional<String> missing() {
        return Contender.firstMissing("microsocks");
    }

    @Override
    public Set<Way> ways() {
        return Set.of(Way.SOCKS5);
    }

    @Override
    public RunningProxy start(Ground ground) {
        int port = Program.freePort();
        Login login = Configuration.LOGIN.getFirst();
        Program program = Program.start(ground.newFolder("microsocks"), ground.core(), Map.of(),
                List.of(Program.find("microsocks").orElseThrow(), "-i", "127.0.0.1", "-p", Integer.toString(port), "-u",
                        login.username(), "-P", login.password()))
                .awaitPort(port);
        return new RunningProxy(List.of(program), program.age(),
                Map.of(Way.SOCKS5, Entrance.plain(Protocol.SOCKS5, port, Configuration.LOGIN)));
    }
}
