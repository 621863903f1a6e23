package dev.tollgate.domain.webhook;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.target.AllowRule;
import dev.tollgate.domain.target.Guard;
import dev.tollgate.domain.target.OwnListeners;
import dev.tollgate.domain.target.TargetPolicy;
import dev.tollgate.domain.target.TargetRules;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReceiverRulesTest {
    private static final ReceiverRules CLOSED = rules();
    private static final List<IpAddress> PUBLIC = addresses("93.184.215.14", "2606:2800:21f:cb07::1");

    private static ReceiverRules rules(String... allowed) {
        List<AllowRule> allow = Stream.of(allowed).map(text -> switch (AllowRule.parse(text)) {
            case AllowRule.Reading.Valid(AllowRule rule) -> rule;
            case AllowRule.Reading.Invalid(String why) -> throw new IllegalArgumentException(why);
        }).toList();
        return new ReceiverRules(new TargetPolicy(new TargetRules(Guard.ENFORCE, Set.of(), Set.of(), allow),
                OwnListeners.of(addresses("192.168.7.7"), Set.of(7780))));
    }

    private static List<IpAddress> addresses(String... texts) {
        return Arrays.stream(texts).map(text -> IpAddress.parseUnfolded(text).orElseThrow()).toList();
    }

    private static WebhookUrl url(String text) {
        return WebhookUrl.parse(text).orElseThrow();
    }

    @Test
    void a_public_receiver_over_tls_is_open() {
        assertThat(CLOSED.objection(url("https://hooks.example.net/"))).isEmpty();
        assertThat(CLOSED.objection(url("https://hooks.example.net/"), PUBLIC)).isEmpty();
        assertThat(CLOSED.objection(url("https://93.184.215.14:25/"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "127.0.0.1", "169.254.169.254", "192.168.1.1", "100.64.0.1", "0.0.0.0", "::1",
        "fe80::1", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::"})
    void one_private_address_among_public_ones_condemns_the_name(String address) {
        List<IpAddress> mixed = Stream.concat(PUBLIC.stream(), addresses(address).stream()).toList();

        assertThat(CLOSED.objection(url("https://hooks.example.net/"), mixed))
                .contains("The address is not public.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://localhost/", "https://intranet/", "https://db.internal/", "https://10.0.0.1/",
        "https://[::1]/", "https://127.0.0.1./"})
    void a_private_name_or_literal_is_refused_before_anybody_is_asked(String text) {
        assertThat(CLOSED.objection(url(text))).isPresent();
    }

    @Test
    void plain_http_is_for_what_the_operator_opened() {
        assertThat(CLOSED.objection(url("http://hooks.example.net/"), PUBLIC))
                .contains("Plain http is not allowed there.");
        assertThat(CLOSED.objection(url("http://93.184.215.14/"))).isPresent();
        assertThat(rules("hooks.example.net").objection(url("http://hooks.example.net/"), PUBLIC)).isEmpty();
        assertThat(rules("hooks.example.net:8080").objection(url("http://hooks.example.net/"), PUBLIC)).isPresent();
        assertThat(rules("93.184.215.0/24").objection(url("http://hooks.example.net/"), PUBLIC)).isPresent();
        assertThat(rules("93.184.215.0/24").objection(url("http://hooks.example.net/"), addresses("93.184.215.14")))
                .isEmpty();
    }

    @Test
    void what_the_operator_opened_may_be_private() {
        ReceiverRules open = rules("10.0.0.0/8", "chat.internal");

        assertThat(open.objection(url("https://10.1.2.3/"))).isEmpty();
        assertThat(open.objection(url("http://10.1.2.3/"))).isEmpty();
        assertThat(open.objection(url("https://hooks.example.net/"), addresses("10.1.2.3"))).isEmpty();
        assertThat(open.objection(url("https://chat.internal/"))).isEmpty();
        assertThat(open.objection(url("http://chat.internal/"), addresses("192.168.1.1"))).isEmpty();
        assertThat(open.objection(url("https://192.168.1.1/"))).isPresent();
    }

    @Test
    void a_name_without_an_address_has_no_plain_http_unless_it_is_opened_itself() {
        assertThat(rules("10.0.0.0/8").objection(url("http://hooks.example.net/"), List.of())).isPresent();
        assertThat(rules("hooks.example.net").objection(url("http://hooks.example.net/"), List.of())).isEmpty();
    }

    @Test
    void the_nodes_own_listeners_stay_closed() {
        ReceiverRules open = rules("127.0.0.0/8", "192.168.0.0/16", "localhost", "me.example.net");

        for (String own : List.of("127.0.0.1", "192.168.7.7")) {
            assertThat(open.objection(url("http://" + own + ":7780/"))).contains("The address is Tollgate's own.");
            assertThat(open.objection(url("http://me.example.net:7780/"), addresses(own))).isPresent();
            assertThat(open.objection(url("http://" + own + ":7781/"))).isEmpty();
        }
    }
}
