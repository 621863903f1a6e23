package dev.tollgate.domain.exit;

import dev.tollgate.domain.subuser.Product;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.tollgate.domain.subuser.Product.MOBILE;
import static dev.tollgate.domain.subuser.Product.RESIDENTIAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ExitDirectoryTest {
    private static final ExitWish US = wish("us", "", "", "");

    @Test
    void exits_are_chosen_in_proportion_to_their_weight() {
        ExitDirectory exits = directory(exit("one", 1), exit("three", 3), exit("six", 6));
        Random random = new Random(42);

        Map<String, Long> chosen = IntStream.range(0, 20_000).mapToObj(i -> name(exits.choose(US, random)))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(chosen.getOrDefault("one", 0L) / 20_000.0).isCloseTo(0.1, within(0.01));
        assertThat(chosen.getOrDefault("three", 0L) / 20_000.0).isCloseTo(0.3, within(0.01));
        assertThat(chosen.getOrDefault("six", 0L) / 20_000.0).isCloseTo(0.6, within(0.01));
    }

    @ParameterizedTest
    @EnumSource
    void only_active_exits_are_chosen(ExitState state) {
        ExitDirectory exits = directory(new Exit(new ExitId("ext_a"), "a", ExitKind.DIRECT, anywhere(),
                Optional.empty(), 10, state));

        assertThat(name(exits.choose(US, new Random(1)))).isEqualTo(state == ExitState.ACTIVE ? "a" : "none");
    }

    @Test
    void no_exits_fit_nobody() {
        assertThat(directory().choose(US, new Random(1))).isEqualTo(new ExitChoice.NoneFits());
    }

    @Test
    void what_was_asked_for_is_never_widened() {
        ExitDirectory exits = directory(
                exit("la", labels(RESIDENTIAL, of("us"), of("ca"), of("la"), of("7922"))),
                exit("silent", labels(RESIDENTIAL, of("de"), none(), none(), none())));

        assertThat(choice(exits, US)).isEqualTo("la");
        assertThat(choice(exits, wish("us", "ca", "la", "7922"))).isEqualTo("la");
        assertThat(choice(exits, wish("us", "tx", "", ""))).isEqualTo("none");
        assertThat(choice(exits, wish("us", "ca", "sf", ""))).isEqualTo("none");
        assertThat(choice(exits, wish("us", "", "", "1"))).isEqualTo("none");
        assertThat(choice(exits, wish("fr", "", "", ""))).isEqualTo("none");
        assertThat(choice(exits, wish("de", "", "", ""))).isEqualTo("silent");
        assertThat(choice(exits, wish("de", "by", "", ""))).isEqualTo("none");
        assertThat(choice(exits, wish("de", "", "", "7922"))).isEqualTo("none");
        assertThat(choice(exits, new ExitWish(MOBILE, "us", Optional.empty(), Optional.empty(), Optional.empty())))
                .isEqualTo("none");
    }

    @Test
    void an_exit_that_goes_anywhere_fits_every_wish() {
        ExitDirectory exits = directory(exit("any", anywhere()));

        assertThat(choice(exits, wish("jp", "13", "tokyo", "4294967295"))).isEqualTo("any");
    }

    @Test
    void regions_are_those_of_iso_3166_and_the_operators_own() {
        ExitDirectory exits = new ExitDirectory(List.of(), Set.of("xk"));

        assertThat(exits.regionKnown("us")).isTrue();
        assertThat(exits.regionKnown("xk")).isTrue();
        assertThat(exits.regionKnown("zz")).isFalse();
    }

    @Test
    void a_place_is_known_where_an_exit_of_the_product_carries_it() {
        ExitDirectory exits = directory(exit("la", labels(RESIDENTIAL, of("us"), of("ca"), of("la"), of("7922"))));

        assertThat(exits.stateKnown(RESIDENTIAL, "us", "ca")).isTrue();
        assertThat(exits.stateKnown(RESIDENTIAL, "us", "tx")).isFalse();
        assertThat(exits.cityKnown(RESIDENTIAL, "us", "ca", "la")).isTrue();
        assertThat(exits.cityKnown(RESIDENTIAL, "us", "ca", "sf")).isFalse();
        assertThat(exits.asnKnown(RESIDENTIAL, "us", Optional.empty(), 7_922)).isTrue();
        assertThat(exits.asnKnown(RESIDENTIAL, "us", Optional.of("ca"), 7_923)).isFalse();
    }

    @Test
    void a_kind_of_place_of_which_there_is_none_is_not_judged() {
        ExitDirectory exits = directory(exit("la", labels(RESIDENTIAL, of("us"), of("ca"), none(), none())));

        assertThat(exits.cityKnown(RESIDENTIAL, "us", "ca", "anything")).isTrue();
        assertThat(exits.asnKnown(RESIDENTIAL, "us", Optional.empty(), 1)).isTrue();
        assertThat(exits.cityKnown(RESIDENTIAL, "us", "tx", "anything")).isTrue();
        assertThat(exits.stateKnown(RESIDENTIAL, "de", "anything")).isTrue();
        assertThat(exits.stateKnown(MOBILE, "us", "anything")).isTrue();
    }

    @Test
    void an_exit_that_goes_anywhere_makes_every_place_in_its_region_known() {
        ExitDirectory exits = directory(exit("la", labels(RESIDENTIAL, of("us"), of("ca"), of("la"), of("1"))),
                exit("any", labels(RESIDENTIAL, of("us"), any(), any(), any())),
                exit("de", labels(RESIDENTIAL, of("de"), of("by"), none(), none())));

        assertThat(exits.stateKnown(RESIDENTIAL, "us", "tx")).isTrue();
        assertThat(exits.cityKnown(RESIDENTIAL, "us", "ca", "sf")).isTrue();
        assertThat(exits.asnKnown(RESIDENTIAL, "us", Optional.of("tx"), 9)).isTrue();
        assertThat(exits.stateKnown(RESIDENTIAL, "de", "be")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void an_exit_counts_for_the_catalogue_whatever_its_state(ExitState state) {
        ExitDirectory exits = directory(new Exit(new ExitId("ext_a"), "a", ExitKind.DIRECT,
                labels(RESIDENTIAL, of("us"), of("ca"), none(), none()), Optional.empty(), 10, state));

        assertThat(exits.stateKnown(RESIDENTIAL, "us", "ca")).isTrue();
        assertThat(exits.stateKnown(RESIDENTIAL, "us", "tx")).isFalse();
    }

    private static ExitDirectory directory(Exit... exits) {
        return new ExitDirectory(List.of(exits), Set.of());
    }

    private static Exit exit(String name, int weight) {
        return new Exit(new ExitId("ext_" + name), name, ExitKind.DIRECT, anywhere(), Optional.empty(), weight,
                ExitState.ACTIVE);
    }

    private static Exit exit(String name, ExitLabels labels) {
        return new Exit(new ExitId("ext_" + name), name, ExitKind.DIRECT, labels, Optional.empty(),
                Exit.DEFAULT_WEIGHT, ExitState.ACTIVE);
    }

    private static ExitLabels anywhere() {
        return new ExitLabels(EnumSet.of(RESIDENTIAL, MOBILE), any(), any(), any(), any());
    }

    private static ExitLabels labels(Product product, LabelValue region, LabelValue state, LabelValue city,
            LabelValue asn) {
        return new ExitLabels(Set.of(product), region, state, city, asn);
    }

    private static LabelValue of(String value) {
        return new LabelValue.OneOf(Set.of(value));
    }

    private static LabelValue any() {
        return new LabelValue.Any();
    }

    private static LabelValue none() {
        return new LabelValue.None();
    }

    private static ExitWish wish(String region, String state, String city, String asn) {
        return new ExitWish(RESIDENTIAL, region, given(state), given(city), given(asn));
    }

    private static Optional<String> given(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private static String choice(ExitDirectory exits, ExitWish wish) {
        return name(exits.choose(wish, new Random(1)));
    }

    private static String name(ExitChoice choice) {
        return switch (choice) {
            case ExitChoice.Chosen(Exit exit) -> exit.name();
            case ExitChoice.NoneFits() -> "none";
        };
    }
}
