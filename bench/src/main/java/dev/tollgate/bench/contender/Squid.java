package dev.tollgate.bench.contender;

import dev.tollgate.bench.contender.RunningProxy.Way;
import dev.tollgate.bench.load.Entrance;
import dev.tollgate.bench.load.Protocol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Squid without a cache and without an access log, as a forward proxy that asks for a password.
public final class Squid implements Contender {
    private static final List<Path> CHECKERS = List.of(Path.of("/usr/lib/squid/basic_ncsa_auth"),
            Path.of("/usr/lib64/squid/basic_ncsa_auth"), Path.of("/usr/libexec/squid/basic_ncsa_auth"));

    @Override
    public String name() {
        return "squid";
    }

    @Override
    public Optional<String> missing() {
        return Contender.firstMissing("squid").or(() -> checker().isPresent()
                ? Optional.empty()
                : Optional.of("basic_ncsa_auth"));
    }

    private static Optional<Path> checker() {
        return CHECKERS.stream().filter(Files::isExecutable).findFirst();
    }

    @Override
    public Set<Way> ways() {
        return Set.of(Way.CONNECT, Way.HTTP);
    }

    @Override
    public RunningProxy start(Ground ground) {
        int port = Program.freePort();
        Program squid = start(ground, port);
        return new RunningProxy(List.of(squid), squid.age(),
                Map.of(Way.CONNECT, Entrance.plain(Protocol.CONNECT, port, Configuration.LOGIN),
                        Way.HTTP, Entrance.plain(Protocol.HTTP, port, Configuration.LOGIN)));
    }

    static Program start(Ground ground, int port) {
        Path folder = ground.newFolder("squid");
        Path passwords = Configuration.write(folder, "passwords", Configuration.PASSWORD_FILE);
        Path settings = Configuration.write(folder, "squid.conf",
                """
                        http_port 127.0.0.1:%d
                        auth_param basic program %s %s
                        auth_param basic children 2 startup=2 idle=1
                        auth_param basic credentialsttl 2 hours
                        acl known proxy_auth REQUIRED
                        http_access allow known
                        http_access deny all
                        access_log none
                        cache_log %s/cache.log
                        cache_store_log none
                        cache deny all
                        cache_mem 8 MB
                        pid_filename none
                        coredump_dir %4$s
                        max_filedescriptors 20000
                        via off
                        forwarded_for delete
                        shutdown_lifetime 0 seconds
                        pinger_enable off
                        visible_hostname bench
                        """.formatted(port, checker().orElseThrow(), passwords, folder));
        return Program.start(folder, ground.core(), Map.of(),
                List.of(Program.find("squid").orElseThrow(), "-N", "-f", settings.toString())).awaitPort(port);
    }
}
