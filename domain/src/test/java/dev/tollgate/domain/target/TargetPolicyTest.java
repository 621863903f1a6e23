package dev.tollgate.domain.target;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.target.Verdict.Forbidden;
import dev.tollgate.domain.target.Verdict.Passed;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TargetPolicyTest {

    private static final String PUBLIC_OWN = "8.8.4.4";

    private final TargetPolicy policy = policy();

    @ParameterizedTest
    @ValueSource(ints = {25, 465, 587})
    void mail_ports_are_denied_by_default(int port) {
        assertThat(policy.judgePort(port)).isInstanceOf(Forbidden.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 22, 80, 443, 7777, 65_535})
    void all_other_ports_are_open_by_default(int port) {
        assertThat(policy.judgePort(port)).isInstanceOf(Passed.class);
    }

    @Test
    void a_closed_list_of_ports_alone_decides() {
        TargetPolicy closed = new TargetPolicy(new TargetRules(Guard.ENFORCE, TargetRules.DEFAULT_DENIED_PORTS,
                Set.of(443, 587), List.of()), OwnListeners.NONE);

        assertThat(closed.judgePort(443)).isInstanceOf(Passed.class);
        assertThat(closed.judgePort(587)).isInstanceOf(Passed.class);
        assertThat(closed.judgePort(80)).isInstanceOf(Forbidden.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1",
        "127.255.0.1",
        "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.1.1",
        "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
        "255.255.255.255", "168.63.129.16"})
    void private_and_special_ipv4_is_forbidden_in_every_wrapping(String address) {
        assertForbidden(address);
        assertForbidden("[::ffff:" + address + "]");
        assertForbidden("[::" + address + "]");
        assertForbidden("[64:ff9b::" + address + "]");
        assertForbidden("[64:ff9b:1::" + address + "]");
        assertForbidden("[2606:2800:220:1:0:5efe:" + address + "]");
        assertForbidden("[2606:2800:220:1:200:5efe:" + address + "]");
        assertForbidden("[2002:%x:%x::1]".formatted(address(address).low() >>> 16, address(address).low() & 0xffff));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[::]", "[::1]", "[::ffff:8.8.8.8]", "[::8.8.8.8]", "[64:ff9b::8.8.8.8]", "[64:ff9b:1::1]",
        "[fc00::1]", "[fd12:3456::1]", "[fe80::1]", "[fec0::1]", "[ff02::1]", "[100::1]", "[1fff::1]", "[4000::1]",
        "[5f00::1]", "[2001::1]", "[2001:0:4136:e378:8000:63bf:3fff:fdd2]", "[2001:1ff:ffff::1]", "[2001:2::1]",
        "[2001:10::1]", "[2001:db8::1]", "[2002:808:808::1]", "[3fff::1]", "[3fff:fff:ffff::1]"})
    void ipv6_outside_public_unicast_is_forbidden(String address) {
        assertForbidden(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
        "126.255.255.255", "128.0.0.0", "168.63.129.15", "168.63.129.17", "169.253.255.255", "172.15.255.255",
        "172.32.0.0", "192.0.1.0", "192.0.3.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "[2001:200::1]",
        "[2001:4860:4860::8888]", "[2001:db7:ffff::1]", "[2001:db9::1]", "[2003::1]", "[2606:2800:220:1::1]",
        "[3ffe::1]", "[3fff:1000::1]", "[2606:2800:220:1:0:5efe:8.8.8.8]"})
    void public_addresses_pass(String address) {
        assertThat(policy.judge(target(address, 443))).isInstanceOf(Passed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST.", "intranet", "a.localhost", "printer.local",
        "metadata.google.internal",
        "router.home.arpa", "x.onion", "a.b.INTERNAL."})
    void private_names_are_forbidden_before_anybody_resolves_them(String name) {
        assertForbidden(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "local.example", "mylocal.net", "notlocalhost.example", "onion.example",
        "internal.example.com", "xhome.arpa.example"})
    void other_names_wait_for_their_addresses(String name) {
        assertThat(policy.judge(target(name, 443))).isInstanceOf(Passed.class);
    }

    @Test
    void one_forbidden_address_condemns_the_whole_name() {
        Target target = target("rebind.example", 80);

        assertThat(policy.judgeResolved(target, addresses("8.8.8.8", "2606:2800:220:1::1"))).isInstanceOf(Passed.class);
        assertThat(policy.judgeResolved(target, addresses("8.8.8.8", "10.0.0.1"))).isInstanceOf(Forbidden.class);
        assertThat(policy.judgeResolved(target, addresses("::1", "8.8.8.8"))).isInstanceOf(Forbidden.class);
    }

    @Test
    void an_allowed_range_opens_its_addresses_at_every_port() {
        TargetPolicy open = policy("10.0.0.0/8", "fd00::/8");

        assertThat(open.judge(target("10.1.2.3", 22))).isInstanceOf(Passed.class);
        assertThat(open.judge(target("[::ffff:10.1.2.3]", 22))).isInstanceOf(Passed.class);
        assertThat(open.judge(target("[fd00::1]", 22))).isInstanceOf(Passed.class);
        assertThat(open.judgeResolved(target("db.example", 22), addresses("10.1.2.3"))).isInstanceOf(Passed.class);
        assertThat(open.judge(target("192.168.0.1", 22))).isInstanceOf(Forbidden.class);
        assertThat(open.judge(target("intranet", 22))).isInstanceOf(Forbidden.class);
    }

    @Test
    void an_allowed_name_opens_whatever_it_resolves_to_for_that_name_only() {
        TargetPolicy open = policy("db.internal");

        assertThat(open.judge(target("DB.internal.", 22))).isInstanceOf(Passed.class);
        assertThat(open.judgeResolved(target("db.internal", 22), addresses("10.1.2.3", "::1")))
                .isInstanceOf(Passed.class);
        assertThat(open.judge(target("x.db.internal", 22))).isInstanceOf(Forbidden.class);
        assertThat(open.judge(target("10.1.2.3", 22))).isInstanceOf(Forbidden.class);
        assertThat(open.judgeResolved(target("other.example", 22), addresses("10.1.2.3"))).isInstanceOf(
                Forbidden.class);
    }

    @Test
    void an_allowed_host_and_port_opens_that_port_only() {
        TargetPolicy open = policy("127.0.0.1:8080", "localhost:9090", "[::1]:9091");

        assertThat(open.judge(target("127.0.0.1", 8080))).isInstanceOf(Passed.class);
        assertThat(open.judge(target("127.0.0.1", 8081))).isInstanceOf(Forbidden.class);
        assertThat(open.judge(target("127.0.0.2", 8080))).isInstanceOf(Forbidden.class);
        assertThat(open.judgeResolved(target("rebind.example", 8080), addresses("127.0.0.1")))
                .isInstanceOf(Passed.class);
        assertThat(open.judge(target("localhost", 9090))).isInstanceOf(Passed.class);
        assertThat(open.judgeResolved(target("localhost", 9090), addresses("127.0.0.1", "::1")))
                .isInstanceOf(Passed.class);
        assertThat(open.judge(target("localhost", 8080))).isInstanceOf(Forbidden.class);
        assertThat(open.judge(target("[::1]", 9091))).isInstanceOf(Passed.class);
        assertThat(open.judge(target("[::1]", 9090))).isInstanceOf(Forbidden.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "0.0.0.0", "[::1]", "[::]", PUBLIC_OWN, "[::ffff:8.8.4.4]",
        "[64:ff9b::8.8.4.4]", "[2002:808:404::1]", "[::127.0.0.1]", "[2001:4860:4860::8844]"})
    void the_node_s_own_listeners_stay_closed_whatever_is_allowed(String address) {
        TargetPolicy open = new TargetPolicy(TargetRules.DEFAULT.withAllow(rules("0.0.0.0/0", "::/0", "self.example",
                address + ":7777")), OwnListeners.of(addresses(PUBLIC_OWN, "2001:4860:4860::8844"), Set.of(7777)));

        assertThat(open.judge(target(address, 7777))).isInstanceOf(Verdict.OwnListener.class);
        assertThat(open.judge(target(address, 7778))).isInstanceOf(Passed.class);
        IpAddress resolved = ((Host.Literal) target(address, 7777).host()).address();
        assertThat(open.judgeResolved(target("self.example", 7777), List.of(resolved))).isInstanceOf(
                Verdict.OwnListener.class);
        assertThat(open.ownListener(resolved, 7777)).isTrue();
    }

    @Test
    void other_ports_of_a_public_own_address_are_nobody_s_secret() {
        TargetPolicy own = new TargetPolicy(TargetRules.DEFAULT, OwnListeners.of(addresses(PUBLIC_OWN), Set.of(7777)));

        assertThat(own.judge(target(PUBLIC_OWN, 7777))).isInstanceOf(Verdict.OwnListener.class);
        assertThat(own.judge(target(PUBLIC_OWN, 443))).isInstanceOf(Passed.class);
    }

    @Test
    void localhost_is_known_without_asking() {
        assertThat(policy.fixedAddresses(new Host.Name("localhost"))).contains(addresses("127.0.0.1", "::1"));
        assertThat(policy.fixedAddresses(new Host.Name("a.localhost"))).isEmpty();
    }

    @Test
    void the_guard_says_whether_it_refuses_or_reports() {
        assertThat(policy.guard()).isEqualTo(Guard.ENFORCE);
        assertThat(new TargetPolicy(TargetRules.DEFAULT.withGuard(Guard.REPORT), OwnListeners.NONE).guard())
                .isEqualTo(Guard.REPORT);
    }

    private void assertForbidden(String host) {
        assertThat(policy.judge(target(host, 443))).as(host).isInstanceOf(Forbidden.class);
    }

    private static TargetPolicy policy(String... allow) {
        return new TargetPolicy(TargetRules.DEFAULT.withAllow(rules(allow)), OwnListeners.NONE);
    }

    private static List<AllowRule> rules(String... texts) {
        return Stream.of(texts).map(AllowRule::parse).map(AllowRule.Reading.Valid.class::cast)
                .map(AllowRule.Reading.Valid::rule).toList();
    }

    private static Target target(String host, int port) {
        return switch (HostSyntax.read(host)) {
            case HostReading.Valid(Host valid) -> new Target(valid, port);
            case HostReading.Invalid(String why) -> throw new AssertionError(host + ": " + why);
        };
    }

    private static List<IpAddress> addresses(String... texts) {
        return Stream.of(texts).map(TargetPolicyTest::address).toList();
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }
}
