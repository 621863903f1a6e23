package dev.tollgate.domain.webhook;

import dev.tollgate.domain.secret.Secret;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SignatureTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_780_394_400);
    private static final String BODY = "{\"id\":\"evt_1\"}";

    @Test
    void a_body_is_signed_with_the_time() {
        // printf '1780394400.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_a
        assertThat(Signature.of(BODY, NOW, new SigningSecrets(List.of(new Secret("whsec_a")))))
                .isEqualTo("t=1780394400,v1=199129fb5b51331951636f1303d4ccb5fb0fcc4be67d7668f9cc4b8117bcfbd8");
    }

    @Test
    void while_a_secret_rotates_there_are_two_signatures() {
        assertThat(Signature.of(BODY, NOW,
                new SigningSecrets(List.of(new Secret("whsec_b"), new Secret("whsec_a")))))
                .isEqualTo(
                        "t=1780394400,v1=f948e5ef401029804856f3b11f93c4839e4adbfe07075a397e09cf9e6c157312,v1=199129fb5b51331951636f1303d4ccb5fb0fcc4be67d7668f9cc4b8117bcfbd8");
    }

    @Test
    void text_beyond_ascii_is_signed_as_the_bytes_that_are_sent() {
        // printf '1780394400.é' | openssl dgst -sha256 -hmac whsec_a
        assertThat(Signature.of("é", NOW, new SigningSecrets(List.of(new Secret("whsec_a")))))
                .isEqualTo("t=1780394400,v1=f77f1ef535d47f1d3d19781dbc0659e443062f830b0467bfeeef2b2b0bc3da06");
    }
}
