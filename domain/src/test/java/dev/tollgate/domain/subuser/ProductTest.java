package dev.tollgate.domain.subuser;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProductTest {

    @Test
    void every_product_is_found_by_its_slug() {
        for (Product product : Product.values()) {
            assertThat(Product.bySlug(product.slug())).contains(product);
        }
        assertThat(Product.bySlug("Residential")).isEmpty();
    }

    @Test
    void residential_and_mobile_are_reached_at_the_gateway_and_isp_is_not() {
        assertThat(Product.RESIDENTIAL.type()).contains("res");
        assertThat(Product.MOBILE.type()).contains("mob");
        assertThat(Product.ISP.reachedAtGateway()).isFalse();
    }
}
