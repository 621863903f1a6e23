package dev.tollgate.domain.username;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class IsoRegionsTest {

    @Test
    void there_are_249_countries_and_the_jdk_knows_each() {
        assertThat(IsoRegions.all()).hasSize(249).doesNotHaveDuplicates().isSorted().allMatch(IsoRegions::contains)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Locale.getISOCountries()).map(code -> code.toLowerCase(Locale.ROOT)).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u", "US", "Us", "usa", "zz", "uk", "xk", "eu", "u1", "--", "\u00fcs"})
    void anything_else_is_no_country(String text) {
        assertThat(IsoRegions.contains(text)).isFalse();
    }
}
