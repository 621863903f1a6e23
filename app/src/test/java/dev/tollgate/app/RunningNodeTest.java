package dev.tollgate.app;

import dev.tollgate.app.ApiClient.SubUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// From the first start to bytes that flow.
class RunningNodeTest {

    @Test
    void a_sub_user_that_was_just_created_reaches_a_target() throws IOException {
        try (RunningNode node = RunningNode.start()) {
            SubUser subUser = node.api().createSubUser("first");

            try (Tunnel tunnel = Tunnel.connect(node.gatewayPort(), subUser.residential(), subUser.password(),
                    node.echo().authority())) {
                tunnel.expectStatus(200);

                assertThat(tunnel.echoed("hello".getBytes(StandardCharsets.UTF_8))).isEqualTo("hello");
                assertThat(node.node().exchanges()).isOne();
                assertThat(node.node().permits()).isOne();
            }
        }
    }
}
