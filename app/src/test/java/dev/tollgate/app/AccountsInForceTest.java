package dev.tollgate.app;

import dev.tollgate.app.ApiClient.SubUser;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// What operators change about accounts and plans holds at the gateway when the answer arrives.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountsInForceTest {
    private static final Duration PROMISED = Duration.ofSeconds(1);

    private final RunningNode node = RunningNode.start();
    private int made;

    @AfterAll
    void close() {
        node.close();
    }

    /// An account on a plan of its own.
    private record Tenant(String account, String plan, ApiClient inside) {}

    private Tenant tenant() {
        made++;
        String plan = "plan-" + made;
        node.api().post("/plans", """
                {"slug":"%s","api_burst_per_min":100,"products":{"residential":{"concurrent":10,"rps":1000},
                 "mobile":{"concurrent":10,"rps":1000}}}""".formatted(plan)).expect(201);
        String id = node.api().post("/accounts", """
                {"email":"tenant%d@acme.example","plan":"%s"}""".formatted(made, plan)).expect(201).body().get("id")
                .asString();
        return new Tenant(id, plan, node.api().inside(id));
    }

    private Tunnel tunnel(SubUser subUser) throws IOException {
        return Tunnel.connect(node.gatewayPort(), subUser.residential(), subUser.password(), node.echo().authority());
    }

    private Tunnel mobile(SubUser subUser) throws IOException {
        return Tunnel.connect(node.gatewayPort(), subUser.username("-type-mob-region-us"), subUser.password(),
                node.echo().authority());
    }

    private static void isRefused(Tunnel refused, int status, String code) throws IOException {
        try (refused) {
            assertThat(refused.status()).isEqualTo(status);
            assertThat(refused.errorCode()).isEqualTo(Optional.of(code));
        }
    }

    @Test
    void suspending_an_account_cuts_its_tunnels_within_a_second_and_refuses_it_until_it_is_restored()
            throws IOException {
        Tenant tenant = tenant();
        SubUser one = tenant.inside().createSubUser("one");
        SubUser two = tenant.inside().createSubUser("two");
        SubUser stranger = tenant().inside().createSubUser("stranger");
        try (Tunnel ofOne = tunnel(one); Tunnel ofTwo = mobile(two); Tunnel untouched = tunnel(stranger)) {
            assertThat(ofOne.echoed("a".getBytes(UTF_8))).isEqualTo("a");
            assertThat(ofTwo.echoed("b".getBytes(UTF_8))).isEqualTo("b");

            node.api().patch("/accounts/" + tenant.account(), "{\"status\":\"suspended\"}").expect(200);
            long since = System.nanoTime();
            ofOne.awaitEnd();
            ofTwo.awaitEnd();

            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(PROMISED);
            assertThat(untouched.echoed("c".getBytes(UTF_8))).isEqualTo("c");
        }
        isRefused(tunnel(one), 403, "account-suspended");

        node.api().patch("/accounts/" + tenant.account(), "{\"status\":\"active\"}").expect(200);
        try (Tunnel again = tunnel(one)) {
            assertThat(again.status()).isEqualTo(200);
        }
    }

    @Test
    void a_lowered_plan_clips_with_the_answer_and_a_raised_one_lets_go() throws IOException {
        Tenant tenant = tenant();
        SubUser subUser = tenant.inside().createSubUser("clipped");
        try (Tunnel first = tunnel(subUser); Tunnel second = tunnel(subUser)) {
            assertThat(first.status()).isEqualTo(200);
            assertThat(second.status()).isEqualTo(200);

            limitResidentialTo(tenant, 2);
            isRefused(tunnel(subUser), 429, "concurrent-limit");
            // Who is over the new limit already stays.
            limitResidentialTo(tenant, 1);
            assertThat(second.echoed("still".getBytes(UTF_8))).isEqualTo("still");

            limitResidentialTo(tenant, 3);
            try (Tunnel third = tunnel(subUser)) {
                assertThat(third.status()).isEqualTo(200);
            }
        }
        assertThat(tenant.inside().get("/subusers/" + subUser.id()).body().get("concurrent_max").intValue())
                .isEqualTo(10);
    }

    private void limitResidentialTo(Tenant tenant, int concurrent) {
        node.api().patch("/plans/" + tenant.plan(), """
                {"products":{"residential":{"concurrent":%d,"rps":1000}}}""".formatted(concurrent)).expect(200);
    }

    @Test
    void another_plan_holds_with_the_answer() throws IOException {
        Tenant tenant = tenant();
        SubUser subUser = tenant.inside().createSubUser("moved");
        limitResidentialTo(tenant, 5);
        isRefused(mobile(subUser), 403, "product-not-enabled");

        node.api().patch("/accounts/" + tenant.account(), "{\"plan\":\"pro\"}").expect(200);

        try (Tunnel tunnel = mobile(subUser)) {
            assertThat(tunnel.status()).isEqualTo(200);
        }
    }

    @Test
    void spent_volume_cuts_and_refuses_its_product_alone_until_it_is_credited() throws IOException {
        Tenant tenant = tenant();
        SubUser subUser = tenant.inside().createSubUser("spent");
        try (Tunnel residential = tunnel(subUser); Tunnel mobile = mobile(subUser)) {
            assertThat(residential.echoed("a".getBytes(UTF_8))).isEqualTo("a");

            node.api().patch("/accounts/" + tenant.account(), "{\"volume\":{\"residential\":0}}").expect(200);
            long since = System.nanoTime();
            residential.awaitEnd();

            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(PROMISED);
            assertThat(mobile.echoed("b".getBytes(UTF_8))).isEqualTo("b");
        }
        isRefused(tunnel(subUser), 402, "insufficient_balance");

        node.api().post("/accounts/" + tenant.account() + "/credit",
                "{\"product\":\"residential\",\"gb\":1,\"note\":\"x\"}").expect(201);
        try (Tunnel again = tunnel(subUser)) {
            assertThat(again.status()).isEqualTo(200);
        }
    }
}
