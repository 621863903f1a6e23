package dev.tollgate.domain.address;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CidrMapTest {

    private final CidrMap<String> map = CidrMap.of(List.of(entry("10.0.0.0/8", "wide"), entry("10.1.0.0/16", "narrow"),
            entry("10.1.0.0/16", "twin"), entry("10.1.2.3", "single"), entry("192.0.2.0/24", "alone"),
            entry("2001:db8::/32", "six")));

    @Test
    void all_ranges_around_an_address_are_found_narrowest_first() {
        assertThat(map.matching(address("10.1.2.3"))).containsExactly("single", "narrow", "twin", "wide");
        assertThat(map.matching(address("10.1.2.4"))).containsExactly("narrow", "twin", "wide");
        assertThat(map.matching(address("10.2.0.0"))).containsExactly("wide");
        assertThat(map.matching(address("11.0.0.0"))).isEmpty();
        assertThat(map.matching(address("2001:db8::1"))).containsExactly("six");
    }

    @Test
    void matches_are_counted_over_all_ranges() {
        assertThat(map.matches(address("10.1.2.3"))).isEqualTo(4);
        assertThat(map.matches(address("192.0.2.9"))).isEqualTo(1);
        assertThat(map.matches(address("9.9.9.9"))).isZero();
    }

    @Test
    void exactly_one_entry_is_found_only_if_there_is_no_other() {
        assertThat(map.findOnly(address("192.0.2.9"))).contains("alone");
        assertThat(map.findOnly(address("10.1.2.3"))).isEmpty();
        assertThat(map.findOnly(address("9.9.9.9"))).isEmpty();
    }

    @Test
    void the_narrowest_range_is_found_first() {
        assertThat(map.find(address("10.1.2.3"))).contains("single");
        assertThat(map.find(address("10.9.9.9"))).contains("wide");
        assertThat(map.find(address("::1"))).isEmpty();
    }

    @Test
    void an_empty_map_finds_nothing() {
        CidrMap<String> empty = CidrMap.of(Map.of());

        assertThat(empty.isEmpty()).isTrue();
        assertThat(empty.matches(address("10.0.0.1"))).isZero();
        assertThat(CidrMap.<String>empty().find(address("::1"))).isEmpty();
    }

    private static Entry<Cidr, String> entry(String range, String value) {
        return Map.entry(Cidr.parse(range).orElseThrow(), value);
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }
}
