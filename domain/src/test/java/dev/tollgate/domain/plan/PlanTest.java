package dev.tollgate.domain.plan;

import dev.tollgate.domain.subuser.Product;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.tollgate.domain.subuser.Product.ISP;
import static dev.tollgate.domain.subuser.Product.MOBILE;
import static dev.tollgate.domain.subuser.Product.RESIDENTIAL;
import static org.assertj.core.api.Assertions.assertThat;

class PlanTest {

    /// A§16.2; a day without a limit is 0.
    @ParameterizedTest
    @CsvSource({
        "trial,         30,    1000,  25,    10,    50,    25,    true",
        "starter,       60,    10000, 200,   50,    200,   100,   false",
        "pay-as-you-go, 60,    10000, 200,   50,    200,   100,   false",
        "pro,           600,   0,     600,   200,   1000,  500,   false",
        "business,      1200,  0,     2000,  500,   3000,  1500,  false",
        "enterprise,    6000,  0,     10000, 10000, 10000, 10000, false"})
    void the_shipped_plans_are_those_of_the_contract(String slug, int perMinute, long perDay, int residential,
            int mobile, int residentialRps, int mobileRps, boolean trial) {
        Plan plan = shipped(slug);

        assertThat(plan.apiBurstPerMinute()).isEqualTo(perMinute);
        assertThat(plan.apiPerDay()).isEqualTo(perDay == 0 ? OptionalLong.empty() : OptionalLong.of(perDay));
        assertThat(plan.limits(RESIDENTIAL)).contains(new Plan.Limits(residential, residentialRps));
        assertThat(plan.limits(MOBILE)).contains(new Plan.Limits(mobile, mobileRps));
        assertThat(plan.limits(ISP)).isEqualTo(trial ? Optional.empty() : Optional.of(new Plan.Limits(1_000, 200)));
        assertThat(plan.trial()).isEqualTo(trial);
        assertThat(plan.subUsersMax()).isEqualTo(1_000);
    }

    @Test
    void there_are_six_and_the_embedded_default_is_one_of_them() {
        assertThat(Plan.shipped()).extracting(Plan::slug).hasSize(6).doesNotHaveDuplicates()
                .contains(Plan.EMBEDDED_DEFAULT);
    }

    @Test
    void the_highest_figure_among_the_products_is_what_a_sub_user_may_have() {
        Plan pro = shipped("pro");

        assertThat(pro.concurrentMax(Set.of(RESIDENTIAL, MOBILE))).isEqualTo(600);
        assertThat(pro.concurrentMax(Set.of(MOBILE))).isEqualTo(200);
        assertThat(pro.concurrentMax(Set.of(MOBILE, ISP))).isEqualTo(200);
        assertThat(pro.concurrentMax(Set.of(ISP))).isEqualTo(10_000);
        assertThat(pro.rpsMax(Set.of(RESIDENTIAL, MOBILE))).isEqualTo(1_000);
        assertThat(pro.rpsMax(Set.of(MOBILE))).isEqualTo(500);
        assertThat(pro.rpsMax(Set.of(ISP))).isEqualTo(10_000);
    }

    @Test
    void a_product_that_is_not_in_the_plan_has_no_figure() {
        Plan mobileOnly = new Plan("m", 1, OptionalLong.empty(), Map.of(MOBILE, new Plan.Limits(5, 6)), 1, false);

        assertThat(mobileOnly.concurrentMax(Set.of(Product.values()))).isEqualTo(5);
        assertThat(mobileOnly.rpsMax(Set.of(Product.values()))).isEqualTo(6);
    }

    private static Plan shipped(String slug) {
        return Plan.shipped().stream().filter(plan -> plan.slug().equals(slug)).findFirst().orElseThrow();
    }
}
