package dev.tollgate.gateway.inbound.socks5;

import dev.tollgate.gateway.Peer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class Socks5MachineTest {
    private static final String LOGIN_OFFERED = "05 01 02";
    private static final String LOGIN = "01 02 6d65 02 7077";
    private static final String NAME = "05 01 00 03 0b 6578616d706c652e636f6d 01bb";

    private static List<String> steps(String hex) {
        return Conversation.steps(Peer.bytes(hex), false);
    }

    private static List<String> requested(String hex) {
        List<String> steps = steps(LOGIN_OFFERED + LOGIN + hex);
        assertThat(steps).startsWith("method LOGIN", "login me:pw");
        return steps.subList(2, steps.size());
    }

    private static String name(String host, int port) {
        return "05 01 00 03" + HexFormat.of().toHexDigits((byte) host.length())
                + HexFormat.of().formatHex(host.getBytes(StandardCharsets.ISO_8859_1))
                + HexFormat.of().toHexDigits((short) port);
    }

    @ParameterizedTest
    @CsvSource({"05 01 02, LOGIN, LOGIN", "05 02 00 02, LOGIN, LOGIN", "05 02 02 00, LOGIN, LOGIN",
        "05 03 01 02 80, LOGIN, LOGIN", "05 01 00, NONE_ACCEPTABLE, NO_LOGIN",
        "05 02 01 00, NONE_ACCEPTABLE, NO_LOGIN", "05 01 01, NONE_ACCEPTABLE, NONE_ACCEPTABLE",
        "05 02 ff 80, NONE_ACCEPTABLE, NONE_ACCEPTABLE"})
    void the_method_is_chosen_by_the_table(String greeting, String usually, String whereNoLoginIsNeeded) {
        byte[] bytes = Peer.bytes(greeting);

        assertThat(Conversation.steps(bytes, false)).containsExactly("method " + usually, "left ");
        assertThat(Conversation.steps(bytes, true)).containsExactly("method " + whereNoLoginIsNeeded, "left ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"05 00", "06", "04 01 00"})
    void a_greeting_without_methods_or_of_another_version_is_broken(String greeting) {
        assertThat(steps(greeting).getFirst()).isEqualTo("broken");
    }

    @Test
    void what_follows_a_greeting_nobody_can_serve_is_not_read() {
        assertThat(steps("05 01 00" + NAME)).startsWith("method NONE_ACCEPTABLE").hasSize(2);
    }

    @Test
    void username_and_password_are_taken_as_they_are() {
        assertThat(steps(LOGIN_OFFERED + "01 03 612f62 00")).contains("login a/b:");
        assertThat(steps(LOGIN_OFFERED + "01 01 ff 01 2d")).contains("login ÿ:-");
        String longest = "61".repeat(255);
        assertThat(steps(LOGIN_OFFERED + "01 ff" + longest + "ff" + longest))
                .contains("login " + "a".repeat(255) + ":" + "a".repeat(255));
    }

    @Test
    void an_empty_username_is_no_credential() {
        assertThat(steps(LOGIN_OFFERED + "01 00 02 7077")).contains("login Unusable");
        assertThat(steps(LOGIN_OFFERED + "01 00 00")).contains("login Unusable");
    }

    @Test
    void a_login_of_another_version_is_broken() {
        assertThat(steps(LOGIN_OFFERED + "05")).contains("broken");
    }

    @Test
    void a_connect_names_its_target_in_three_ways() {
        assertThat(requested("05 01 00 01 c0000201 0050")).containsExactly("connect 192.0.2.1:80", "left ");
        assertThat(requested(NAME)).containsExactly("connect example.com:443", "left ");
        assertThat(requested("05 01 00 04 20010db8000000000000000000000001 ffff"))
                .containsExactly("connect [2001:db8::1]:65535", "left ");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1", "127.0.0.1., 127.0.0.1", "2001:DB8::1, [2001:db8::1]", "[::1], [::1]",
        "EXAMPLE.com., example.com", "::ffff:1.2.3.4, [::ffff:1.2.3.4]"})
    void a_name_that_is_an_address_is_that_address(String text, String host) {
        assertThat(requested(name(text, 80)).getFirst()).isEqualTo("connect " + host + ":80");
    }

    @Test
    void ipv6_that_wraps_ipv4_keeps_its_spelling_for_the_guard() {
        assertThat(requested("05 01 00 04 00000000000000000000ffff7f000001 0050").getFirst())
                .isEqualTo("connect [::ffff:127.0.0.1]:80");
    }

    @ParameterizedTest
    @CsvSource({"05 02 00 01, 7", "05 03 00 01, 7", "05 00 00 01, 7", "05 ff 00 01, 7", "05 01 00 02, 8",
        "05 01 00 00, 8", "05 01 00 ff, 8", "05 01 01 01, 1", "05 01 ff 03, 1", "04, 1", "01, 1",
        "05 01 00 03 00, 1", "05 01 00 01 c0000201 0000, 1",
        "05 01 00 04 20010db8000000000000000000000001 0000, 1"})
    void what_cannot_be_served_is_replied_by_the_table(String request, int reply) {
        assertThat(requested(request).getFirst()).isEqualTo("reply " + reply);
    }

    @Test
    void the_command_is_judged_before_the_address_type_and_that_before_the_reserved_byte() {
        assertThat(requested("05 02 01 09").getFirst()).isEqualTo("reply 7");
        assertThat(requested("05 01 01 09").getFirst()).isEqualTo("reply 8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.1", "0x7f.1", "2130706433", "-a.example", "a_.b..c", "ex%61mple.com",
        "münchen.example",
        "a b", "user@example.com", "example.com:80", "[::1", "."})
    void a_name_against_the_rules_for_hosts_is_a_bad_request(String host) {
        assertThat(requested(name(host, 80)).getFirst()).isEqualTo("reply 1");
    }

    @Test
    void what_follows_a_request_is_left_for_the_tunnel() {
        assertThat(requested(NAME + "0501")).containsExactly("connect example.com:443", "left 0501");
    }

    @ParameterizedTest
    @ValueSource(strings = {LOGIN_OFFERED + LOGIN + NAME + "ff", LOGIN_OFFERED + LOGIN + "05 02 00 01 00000000 0000",
        "05 01 00" + "05 01 00 04 20010db8000000000000000000000001 ffff", "05 02 00 01 00",
        LOGIN_OFFERED + "01 00 00" + "05 01 00 09", "05 00", LOGIN_OFFERED + "02"})
    void the_answer_does_not_depend_on_how_the_bytes_arrive(String conversation) {
        byte[] bytes = Peer.bytes(conversation);

        Socks5Properties.check(bytes);
    }

    @Test
    void a_conversation_cut_off_anywhere_leads_to_nothing_that_the_whole_does_not() {
        byte[] bytes = Peer.bytes(LOGIN_OFFERED + LOGIN + NAME);
        List<String> whole = Conversation.steps(bytes, false);

        for (int length = 0; length < bytes.length; length++) {
            List<String> cut = Conversation.steps(Arrays.copyOf(bytes, length), false);
            List<String> read = cut.subList(0, cut.size() - 1);
            assertThat(whole.subList(0, read.size())).isEqualTo(read);
            assertThat(cut).noneMatch(step -> step.startsWith("connect"));
        }
    }
}
