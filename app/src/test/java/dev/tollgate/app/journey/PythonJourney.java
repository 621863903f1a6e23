package dev.tollgate.app.journey;

import dev.tollgate.app.journey.target.JourneyTarget;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Python's requests and aiohttp, one at a time and two hundred at once.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PythonJourney {
    private static final int CLIENTS = 200;
    private static final int REQUESTS_OF_EACH = 4;

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
    @EnumSource
    void requests_goes_through_every_door(Door door) {
        String said = Script.run(Program.python("requests", "socks"), "requests_journey.py", described(door));

        assertThat(said.lines()).hasSize(3).last().isEqualTo("ok");
        switch (door) {
            case HTTP, TLS -> assertThat(said).startsWith("407 auth-failed\n")
                    .contains("407 Proxy Authentication Required");
            case SOCKS5, SOCKS5H -> assertThat(said).contains("SOCKS5 authentication failed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aiohttp_goes_through_every_door(Door door) {
        String said = Script.run(Program.python("aiohttp", "aiohttp_socks"), "aiohttp_journey.py", described(door));

        assertThat(said.lines()).hasSize(3).last().isEqualTo("ok");
        switch (door) {
            case HTTP, TLS -> assertThat(said).startsWith("407 auth-failed\n")
                    .contains("ClientHttpProxyError 407");
            case SOCKS5, SOCKS5H -> assertThat(said).contains("ProxyError");
        }
    }

    @Test
    void two_hundred_clients_at_once_are_all_answered() {
        List<String> proxies = Arrays.stream(Door.values()).map(stage::proxy).toList();

        String said = Script.run(Program.python("aiohttp", "aiohttp_socks"), "parallel_journey.py",
                Map.of("clients", CLIENTS, "proxies", proxies, "targets", targets(),
                        "ca", Certificates.shared().authority().toString()));

        assertThat(said).isEqualTo("answered " + CLIENTS * REQUESTS_OF_EACH + "\n");
    }

    private Map<String, Object> described(Door door) {
        return Map.of("proxy", stage.proxy(door), "refused", stage.proxyRefused(door), "targets", targets(), "ca",
                Certificates.shared().authority().toString(), "size", Large.SIZE, "sha256", Large.SHA256);
    }

    private List<String> targets() {
        return stage.targets().stream().map(JourneyTarget::base).toList();
    }
}
