package dev.tollgate.store.database;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PostgresqlConfigTest {
    @Test
    void a_url_is_read_with_everything_in_it() {
        PostgresqlConfig config = PostgresqlConfig
                .parse("postgresql://gate:p%40ss%2Fw+rd@db.example:5433/tollgate?sslmode=require&targetServerType=primary")
                .orElseThrow();

        assertThat(config.host()).isEqualTo("db.example");
        assertThat(config.port()).isEqualTo(5433);
        assertThat(config.database()).isEqualTo("tollgate");
        assertThat(config.user()).isEqualTo("gate");
        assertThat(config.password().reveal()).isEqualTo("p@ss/w+rd");
        assertThat(config.options()).isEqualTo(Map.of("sslmode", "require", "targetServerType", "primary"));
        assertThat(config.toString()).doesNotContain("p@ss");
    }

    @Test
    void port_password_and_options_may_be_left_out() {
        PostgresqlConfig config = PostgresqlConfig.parse("postgres://gate@[::1]/tollgate").orElseThrow();

        assertThat(config.place()).isEqualTo("[::1]:5432/tollgate");
        assertThat(config.password().isEmpty()).isTrue();
        assertThat(config.options()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tollgate", "mysql://gate@db/tollgate", "postgresql:", "postgresql://gate@db",
        "postgresql://gate@db/", "postgresql://gate@db/a/b", "postgresql://db/tollgate", "postgresql://gate@/tollgate",
        "postgresql://gate@db:port/tollgate", "postgresql://gate@db/tollgate?sslmode", "postgresql://gate@db/toll gate",
        "jdbc:postgresql://gate@db/tollgate"})
    void other_text_is_not_a_url_of_a_store(String url) {
        assertThat(PostgresqlConfig.parse(url)).isEmpty();
    }
}
