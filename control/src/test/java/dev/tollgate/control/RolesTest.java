package dev.tollgate.control;

import dev.tollgate.control.route.Access;
import dev.tollgate.control.route.ApiRoutes;
import dev.tollgate.control.route.Route;
import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.member.Member;
import dev.tollgate.domain.member.Role;
import dev.tollgate.domain.token.Scope;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What each role may do (A§3), and who may give one.
class RolesTest {

    private static final TestApi API = new TestApi();
    private static final Account TENANT = API.openAccount("roles@acme.example", "pro", false);
    /// A§3, by hand.
    private static final Map<Role, Set<Scope>> RIGHTS = rights();

    @AfterAll
    static void stop() {
        API.close();
    }

    private static Map<Role, Set<Scope>> rights() {
        Map<Role, Set<Scope>> rights = new EnumMap<>(Role.class);
        Set<Scope> everything = EnumSet.of(Scope.READ, Scope.SUBUSERS_WRITE, Scope.WHITELISTS_WRITE,
                Scope.ORDERS_WRITE, Scope.TRAFFIC_READ, Scope.REPORTS_WRITE, Scope.ALL);
        rights.put(Role.OWNER, everything);
        rights.put(Role.ADMIN, everything);
        rights.put(Role.DEVELOPER, EnumSet.of(Scope.READ, Scope.SUBUSERS_WRITE, Scope.WHITELISTS_WRITE,
                Scope.TRAFFIC_READ));
        rights.put(Role.BILLING, EnumSet.of(Scope.READ, Scope.ORDERS_WRITE, Scope.TRAFFIC_READ, Scope.REPORTS_WRITE));
        rights.put(Role.VIEWER, EnumSet.of(Scope.READ, Scope.TRAFFIC_READ));
        return rights;
    }

    private static String invitation(String email, Role role) {
        return "{\"email\":\"" + email + "\",\"role\":\"" + role.name().toLowerCase(Locale.ROOT) + "\"}";
    }

    private static Reply call(Browser browser, Route route) {
        return browser.send(route.method().name(), route.path().replace("{id}", "none"),
                route.takesBody() ? "{\"x\":1}" : "");
    }

    @ParameterizedTest
    @EnumSource
    void a_role_may_call_what_its_rights_permit_and_nothing_else(Role role) {
        Browser browser = API.signedIn(TENANT, role);

        for (Route route : ApiRoutes.ALL) {
            Reply reply = call(browser, route);
            boolean may = switch (route.access()) {
                case Access.Needs(Set<Scope> anyOf) -> anyOf.stream().anyMatch(Objects.requireNonNull(RIGHTS.get(
                        role))::contains);
                case Access.Owner() -> role == Role.OWNER;
                case Access.Open(),Access.SignedIn() -> true;
                case Access.AnyToken() -> false;
            };
            String refusal = route.access() instanceof Access.AnyToken ? "missing_token" : "insufficient_scope";
            String code = reply.status() < 400 ? "" : reply.code();
            if (may) {
                assertThat(code).as("%s %s", role, route).isNotIn("insufficient_scope", "missing_token",
                        "csrf_failed");
            } else {
                assertThat(code).as("%s %s", role, route).isEqualTo(refusal);
            }
        }
    }

    @Test
    void who_lacks_a_scope_is_told_which() {
        Reply reply = API.signedIn(TENANT, Role.VIEWER).post("/subusers", "{}");

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.faults()).isEqualTo("subusers:write required");
    }

    @Test
    void an_admin_looks_at_members_and_changes_none() {
        Member other = API.join(TENANT, Role.VIEWER);
        Browser admin = API.signedIn(TENANT, Role.ADMIN);

        assertThat(admin.get("/members/" + other.id()).status()).isEqualTo(200);
        for (Reply reply : new Reply[]{admin.post("/members", invitation("x@acme.example", Role.VIEWER)),
            admin.patch("/members/" + other.id(), "{\"role\":\"admin\"}"), admin.delete("/members/" + other.id(),
                    "")}) {
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.code()).isEqualTo("insufficient_scope");
            assertThat(reply.at("/message")).isEqualTo("Only an owner or a token of production may do this.");
        }
    }

    @Test
    void a_token_of_the_sandbox_looks_at_members_and_changes_none() {
        Caller sandbox = API.as(API.issue(TENANT, TokenChanges.sandbox(), Scope.ALL));
        Member other = API.join(TENANT, Role.VIEWER);

        assertThat(sandbox.get("/members/" + other.id()).status()).isEqualTo(200);
        assertThat(sandbox.post("/members", invitation("y@acme.example", Role.OWNER)).code())
                .isEqualTo("insufficient_scope");
        assertThat(sandbox.patch("/members/" + other.id(), "{\"role\":\"owner\"}").code())
                .isEqualTo("insufficient_scope");
        assertThat(sandbox.delete("/members/" + other.id()).code()).isEqualTo("insufficient_scope");
    }

    @Test
    void only_who_has_the_operators_rights_gives_them_to_an_owner_of_the_operators_account() {
        Caller everythingElse = API.as(API.issue(API.account, Scope.ALL));
        Caller everything = API.as(API.issue(API.account, Scope.ALL, Scope.OPERATOR_ALL));
        Member admin = API.join(API.account, Role.ADMIN);
        Member disabledOwner = API.join(API.account, Role.OWNER);
        API.join(API.account, Role.OWNER);
        assertThat(everythingElse.patch("/members/" + disabledOwner.id(), "{\"status\":\"disabled\"}").status())
                .isEqualTo(200);

        for (Reply reply : new Reply[]{
            everythingElse.post("/members", invitation("op1@acme.example", Role.OWNER)),
            everythingElse.patch("/members/" + admin.id(), "{\"role\":\"owner\"}"),
            everythingElse.patch("/members/" + disabledOwner.id(), "{\"status\":\"active\"}")}) {
            assertThat(reply.status()).as(reply.body()).isEqualTo(403);
            assertThat(reply.code()).isEqualTo("insufficient_scope");
            assertThat(reply.faults()).isEqualTo("operator:* required");
        }
        assertThat(everythingElse.post("/members", invitation("op2@acme.example", Role.ADMIN)).status())
                .isEqualTo(201);
        assertThat(everything.post("/members", invitation("op3@acme.example", Role.OWNER)).status()).isEqualTo(201);
        assertThat(everything.patch("/members/" + disabledOwner.id(), "{\"status\":\"active\"}").status())
                .isEqualTo(200);
        assertThat(API.signedIn(API.account, Role.OWNER).post("/members", invitation("op4@acme.example", Role.OWNER))
                .status()).isEqualTo(201);
    }

    @Test
    void an_owner_of_another_account_gives_every_role_there_is() {
        Browser owner = API.signedIn(TENANT, Role.OWNER);

        for (Role role : Role.values()) {
            assertThat(owner.post("/members", invitation("by-owner-" + role.ordinal() + "@acme.example", role))
                    .status())
                    .isEqualTo(201);
        }
    }

    @Test
    void a_change_of_role_holds_from_the_next_request_on() {
        Account account = API.openAccount("changing@acme.example", "pro", false);
        Browser owner = API.signedIn(account, Role.OWNER);
        Member member = API.join(account, Role.VIEWER);
        Browser browser = API.signedIn(member);
        String subUser = "{\"label\":\"x\",\"products\":[\"residential\"]}";
        assertThat(browser.post("/subusers", subUser).code()).isEqualTo("insufficient_scope");

        owner.patch("/members/" + member.id(), "{\"role\":\"developer\"}");
        assertThat(browser.post("/subusers", subUser).status()).isEqualTo(201);

        owner.patch("/members/" + member.id(), "{\"role\":\"viewer\"}");
        assertThat(browser.post("/subusers", subUser).code()).isEqualTo("insufficient_scope");
    }

    @Test
    void the_last_owner_stays() {
        Account account = API.openAccount("last@acme.example", "pro", false);
        Member owner = API.join(account, Role.OWNER);
        Browser browser = API.signedIn(owner);
        String path = "/members/" + owner.id();

        for (Reply reply : new Reply[]{browser.delete(path, ""), browser.patch(path, "{\"role\":\"admin\"}"),
            browser.patch(path, "{\"status\":\"disabled\"}"),
            API.as(API.issue(account, Scope.ALL)).delete(path)}) {
            assertThat(reply.status()).isEqualTo(409);
            assertThat(reply.code()).isEqualTo("last_owner");
        }
        Member second = API.join(account, Role.OWNER);
        assertThat(browser.patch(path, "{\"role\":\"admin\"}").status()).isEqualTo(200);
        assertThat(API.signedIn(second).delete(path, "").status()).isEqualTo(204);
    }

    @Test
    void a_member_sees_only_the_own_account() {
        Caller other = API.as(API.issue(API.openAccount("own@acme.example", "pro", false), Scope.ALL));
        String subUser = other.post("/subusers", "{\"label\":\"x\",\"products\":[\"residential\"]}").at("/id");
        String member = other.post("/members", invitation("own-member@acme.example", Role.VIEWER)).at("/id");
        Browser owner = API.signedIn(TENANT, Role.OWNER);

        assertThat(owner.get("/users/me").at("/id")).isEqualTo(TENANT.id().value());
        assertThat(owner.get("/subusers/" + subUser).code()).isEqualTo("subuser_not_found");
        assertThat(owner.get("/members/" + member).code()).isEqualTo("member_not_found");
    }
}
