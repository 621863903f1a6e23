package dev.tollgate.app.journey;

import dev.tollgate.app.journey.target.JourneyTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Node with undici and socks-proxy-agent.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeJourney {
    /// Where scripts/journeys-setup.sh puts the packages; tests run in the folder of their module.
    private static final Path MODULES = Path.of("target", "journeys").toAbsolutePath();

    private final Stage stage = Stage.open();

    @AfterEach
    void settle() {
        stage.settle();
    }

    @AfterAll
    void close() {
        stage.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP", "TLS"})
    void undici_goes_through_the_doors_for_http(Door door) throws IOException {
        String said = run("undici", "undici_journey.mjs", door);

        assertThat(said.lines()).hasSize(5).last().isEqualTo("ok");
        // It shows no refusal to the program, not even that of a plain request, but names the status.
        assertThat(said.lines().limit(4)).allMatch(line -> line.contains("(407)"));
    }

    @ParameterizedTest
    @EnumSource(names = {"SOCKS5", "SOCKS5H"})
    void socks_proxy_agent_goes_through_the_doors_for_socks(Door door) throws IOException {
        String said = run("socks-proxy-agent", "socks_agent_journey.mjs", door);

        assertThat(said.lines()).hasSize(3).last().isEqualTo("ok");
        assertThat(said).startsWith("Socks5 Authentication failed\n");
    }

    private String run(String module, String script, Door door) throws IOException {
        Program node = Program.find("node");
        if (!Files.isDirectory(MODULES.resolve("node_modules").resolve(module))) {
            throw Program.missing("the npm package " + module);
        }
        Path file = Files.createTempFile("tollgate-journey-", ".bin");
        try {
            return Script.run(node, script, Map.of("proxy", stage.proxy(door), "refused", stage.proxyRefused(door),
                    "targets", stage.targets().stream().map(JourneyTarget::base).toList(),
                    "authority", Files.readString(Certificates.shared().authority()), "modules",
                    MODULES.resolve("index.js").toString(), "file", file.toString(), "size", Large.SIZE, "sha256",
                    Large.SHA256));
        } finally {
            Files.delete(file);
        }
    }
}
