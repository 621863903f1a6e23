package dev.tollgate.app;

import com.sun.net.httpserver.HttpServer;
import dev.tollgate.app.journey.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// `tollgate account` and `tollgate plan`, and with them what all commands over the API have in common, against a running node.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountCommandsTest {
    private final RunningNode node = RunningNode.start();
    private final Map<String, String> settings = Map.of("cli.api", "http://127.0.0.1:" + node.node().apiPort(),
            "cli.token", node.node().firstToken().orElseThrow().reveal());
    private int made;

    @AfterAll
    void close() {
        node.close();
    }

    private Attempt run(String... arguments) {
        return Attempt.of(settings, arguments);
    }

    /// What a command that did its work printed with `--json`.
    private JsonNode json(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--json";
        Attempt attempt = run(all);
        assertThat(attempt.code()).as(attempt.err()).isZero();
        assertThat(attempt.out().lines()).hasSize(1);
        return JsonMapper.shared().readTree(attempt.out());
    }

    private String account() {
        made++;
        return json("account", "create", "--email", "cli" + made + "@acme.example").get("id").asString();
    }

    @Test
    void an_account_is_created_changed_and_shown() {
        JsonNode created = json("account", "create", "--email", "all@acme.example", "--company", "Acme", "--plan",
                "pro",
                "--kyc-status", "approved", "--residential-gb", "412.5");
        String id = created.get("id").asString();

        Attempt shown = run("account", "show", id);

        assertThat(shown.out()).containsPattern("(?m)^email +all@acme.example$").containsPattern("(?m)^plan +pro$")
                .containsPattern("(?m)^volume.residential.remaining_gb +412.5$").containsPattern("(?m)^reason +-$");
        json("account", "change", id, "--company", "", "--residential-gb", "unlimited", "--mobile-gb", "7");
        JsonNode changed = json("account", "show", id);
        assertThat(changed.get("company").isNull()).isTrue();
        assertThat(changed.at("/volume/residential/remaining_gb").isNull()).isTrue();
        assertThat(changed.at("/volume/mobile/remaining_gb").intValue()).isEqualTo(7);
        assertThat(changed.get("plan").asString()).isEqualTo("pro");
    }

    @Test
    void accounts_are_listed_as_a_table_and_as_json() {
        String id = account();

        List<String> lines = run("account", "list").out().lines().toList();
        JsonNode all = json("account", "list");

        assertThat(lines.getFirst()).startsWith("ID ").contains("EMAIL", "PLAN", "STATUS", "RESIDENTIAL GB");
        assertThat(lines.get(1)).startsWith(id).contains("cli" + made + "@acme.example", "starter", "active");
        assertThat(lines).hasSize(all.get("data").size() + 1);
        assertThat(json("account", "list", "--limit", "1").get("data")).hasSize(1);
    }

    @Test
    void every_page_of_a_list_is_read() {
        String id = account();
        for (int i = 0; i < 205; i++) {
            node.api().post("/accounts/" + id + "/credit", "{\"amount_usd\":1,\"note\":\"x\"}").expect(201);
        }

        assertThat(json("account", "ledger", id).get("data")).hasSize(205);
        assertThat(json("account", "ledger", id, "--limit", "203").get("data")).hasSize(203);
    }

    @Test
    void an_account_is_suspended_with_a_reason_and_restored() {
        String id = account();

        assertThat(json("account", "suspend", id, "--reason", "not paid").get("reason").asString())
                .isEqualTo("not paid");
        assertThat(json("account", "show", id).get("status").asString()).isEqualTo("suspended");
        assertThat(json("account", "restore", id).get("status").asString()).isEqualTo("active");
    }

    @Test
    void money_and_traffic_are_credited() {
        String id = account();
        run("account", "change", id, "--mobile-gb", "0");

        assertThat(json("account", "credit", id, "--usd", "-12.50", "--note", "Refund").get("balance_after").asString())
                .isEqualTo("-12.5");
        assertThat(json("account", "credit", id, "--product", "mobile", "--gb", "5", "--note", "Order 17")
                .get("balance_after").intValue()).isEqualTo(5);
        assertThat(run("account", "ledger", id).out()).containsPattern("mobile +5 +- +5 +Order 17")
                .containsPattern("- +- +-12.5 +-12.5 +Refund");
    }

    @Test
    void without_an_id_the_tokens_own_account_and_plan_are_shown() {
        assertThat(json("account", "show").get("operator").booleanValue()).isTrue();
        assertThat(json("plan", "show").get("slug").asString()).isEqualTo("enterprise");
    }

    @Test
    void an_operator_acts_inside_another_account() {
        String id = account();

        assertThat(json("account", "show", "--account", id).get("id").asString()).isEqualTo(id);
        assertThat(json("plan", "show", "--account", id).get("slug").asString()).isEqualTo("starter");
        Attempt unknown = run("account", "show", "--account", "usr_none");
        assertThat(unknown.code()).isEqualTo(3);
        assertThat(unknown.err()).startsWith("tollgate: account_not_found: ");
    }

    @Test
    void a_plan_is_made_changed_listed_and_deleted() {
        JsonNode made = json("plan", "create", "team", "--api-per-minute", "300", "--api-per-day", "5000",
                "--residential", "400/500", "--isp", "1000/200/50", "--subusers-max", "20", "--trial", "--gb",
                "residential=100.5", "--usd", "residential=199,isp=2.5");

        assertThat(made.at("/products/residential/concurrent").intValue()).isEqualTo(400);
        assertThat(made.at("/products/isp/quantity_max").intValue()).isEqualTo(50);
        assertThat(made.at("/gb_included/residential").asString()).isEqualTo("100.5");
        assertThat(made.at("/price_usd/isp").asString()).isEqualTo("2.5");
        assertThat(made.get("trial").booleanValue()).isTrue();
        assertThat(run("plan", "list").out()).containsPattern("team +300 +5000 +400 +500 +- +- +1000 +20 +true")
                .contains("enterprise");
        JsonNode changed = json("plan", "change", "team", "--no-trial", "--api-per-day", "unlimited", "--mobile",
                "1/2");
        assertThat(changed.get("trial").booleanValue()).isFalse();
        assertThat(changed.get("api_per_day").isNull()).isTrue();
        assertThat(changed.get("products").propertyNames()).containsExactly("mobile");
        assertThat(run("plan", "delete", "team").out()).isEqualTo("The plan team is deleted." + System.lineSeparator());
        assertThat(run("plan", "show", "team").code()).isEqualTo(3);
    }

    @Test
    void what_the_api_turns_down_ends_with_its_code_its_faults_and_exit_code_3() {
        Attempt attempt = run("account", "create", "--email", "nobody", "--residential-gb", "-1");

        assertThat(attempt.code()).isEqualTo(3);
        assertThat(attempt.out()).isEmpty();
        assertThat(attempt.err().lines().toList()).satisfiesExactly(
                line -> assertThat(line).startsWith("tollgate: validation_failed: 2 fields are not acceptable. (req_"),
                line -> assertThat(line).isEqualTo("tollgate:   email bad_format"),
                line -> assertThat(line).isEqualTo("tollgate:   volume.residential out_of_range"));
    }

    @Test
    void a_token_that_may_not_is_told_so() {
        Attempt attempt = run("account", "list", "--token", "hel_live_" + "x".repeat(64));

        assertThat(attempt.code()).isEqualTo(3);
        assertThat(attempt.err()).startsWith("tollgate: invalid_token: ");
    }

    @Test
    void without_a_token_the_command_says_where_to_get_one() {
        Attempt.of(Map.of(), "account", "list").refusedInOneLine("no API token", "TOLLGATE_CLI__TOKEN", "token create");
    }

    @ParameterizedTest
    @ValueSource(strings = {"account credit usr_1 --note x",
        "account credit usr_1 --usd 1 --product mobile --gb 1 --note x",
        "account credit usr_1 --gb 1 --note x", "account credit usr_1 --usd one --note x", "account create",
        "account suspend", "plan create x", "plan create x --api-per-minute 1 --residential 5",
        "account list --limit 0",
        "plan create x --api-per-minute 1 --isp 1/2/x", "plan change x --api-per-day many",
        "account list --api ftp://x",
        "account change usr_1 --mobile-gb much", "account", "plan nothing"})
    void wrong_arguments_end_in_one_line_and_exit_code_2(String line) {
        Attempt attempt = run(line.split(" "));

        assertThat(attempt.code()).as(attempt.err()).isEqualTo(2);
        assertThat(attempt.err().lines()).hasSize(1).allMatch(text -> text.startsWith("tollgate: "));
    }

    @Test
    void an_api_that_is_not_there_ends_with_exit_code_4() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        Attempt attempt = run("account", "list", "--api", "http://127.0.0.1:" + free);

        assertThat(attempt.code()).isEqualTo(4);
        assertThat(attempt.err()).isEqualTo("tollgate: nobody listens at http://127.0.0.1:" + free
                + "; start the node, or correct --api (cli.api)" + System.lineSeparator());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>hello</html>", "{\"message\":\"no\"}", ""})
    void what_is_not_our_api_is_called_so(String body) throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(404, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        other.start();
        try {
            Attempt attempt = run("account", "list", "--api", "http://127.0.0.1:" + other.getAddress().getPort());

            assertThat(attempt.code()).isEqualTo(4);
            assertThat(attempt.err()).contains("is not the API (status 404)");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void over_tls_the_api_of_this_nodes_own_settings_is_known_by_its_certificate_and_another_by_whom_java_trusts() {
        Map<String, String> files = Map.of("api.tls.certificate", Certificates.shared().certificate().toString(),
                "api.tls.key", Certificates.shared().key().toString());
        try (RunningNode safe = RunningNode.start(files)) {
            Map<String, String> own = new HashMap<>(files);
            own.put("api.port", Integer.toString(safe.node().apiPort()));
            own.put("cli.token", safe.node().firstToken().orElseThrow().reveal());

            assertThat(Attempt.of(own, "account", "show").code()).isZero();

            own.put("api.tls.certificate", Certificates.shared().authority().toString());
            assertThat(Attempt.of(own, "account", "show").err()).contains(
                    "another certificate than api.tls.certificate");
            own.put("cli.api", "https://127.0.0.1:" + safe.node().apiPort());
            Attempt untrusted = Attempt.of(own, "account", "show");
            assertThat(untrusted.code()).isEqualTo(4);
            assertThat(untrusted.err()).contains("there is no trusted TLS with https://127.0.0.1:");
        }
    }

    @Test
    void the_api_of_this_nodes_own_settings_is_the_default() {
        Map<String, String> own = new HashMap<>(settings);
        own.remove("cli.api");
        own.put("api.port", Integer.toString(node.node().apiPort()));
        own.put("api.address", "0.0.0.0");

        assertThat(Attempt.of(own, "account", "show").code()).isZero();
    }
}
