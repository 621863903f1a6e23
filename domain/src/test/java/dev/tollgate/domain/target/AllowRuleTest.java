package dev.tollgate.domain.target;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AllowRuleTest {

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8,Range,10.0.0.0/8", "10.0.0.1,Range,10.0.0.1", "fd00::/8,Range,fd00::/8", "::1,Range,::1",
        "[::1],Range,::1", "10.0.0.1:80,HostPort,10.0.0.1:80", "[fd00::1]:80,HostPort,[fd00::1]:80",
        "[::ffff:10.0.0.1]:80,HostPort,10.0.0.1:80", "Intranet.Example.:80,HostPort,intranet.example:80",
        "localhost,Named,localhost", "Intranet.Example.,Named,intranet.example"})
    void a_rule_is_a_range_a_host_with_port_or_a_name(String text, String kind, String written) {
        assertThat(AllowRule.parse(text)).isInstanceOfSatisfying(AllowRule.Reading.Valid.class, valid -> {
            assertThat(valid.rule().getClass().getSimpleName()).isEqualTo(kind);
            assertThat(valid.rule().toString()).isEqualTo(written);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "10.0.0.1/8|not a range: write it like 10.0.0.0/8, all bits behind the length zero",
        "10.0.0.0/33|not a range: write it like 10.0.0.0/8, all bits behind the length zero",
        "http://a.example/|not a range: write it like 10.0.0.0/8, all bits behind the length zero",
        "*.example.com|wildcards are not known: name each host, or give a range",
        "a.example:0|the port is not a number from 1 to 65535",
        "127.1|the last label of the host is a number, and the host is no dotted quad",
        "[::1|the bracket around the address is not closed", "''|the host is empty"})
    void a_rule_that_cannot_be_read_says_why(String text, String why) {
        assertThat(AllowRule.parse(text)).isEqualTo(new AllowRule.Reading.Invalid(why));
    }
}
