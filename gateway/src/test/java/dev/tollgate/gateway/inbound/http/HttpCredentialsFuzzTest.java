package dev.tollgate.gateway.inbound.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tollgate.domain.admission.Credentials;
import dev.tollgate.gateway.http1.HeadReading;
import dev.tollgate.gateway.http1.HeadRules;
import dev.tollgate.gateway.http1.RequestHeadParser;
import io.netty.buffer.Unpooled;
import java.util.Base64;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

/// Whatever stands in `Proxy-Authorization` of a head that is sound: it is read without a fault of ours, and what is read of it
/// written again is read alike. An ordinary run replays the seeds; with `JAZZER_FUZZ=1` the target searches on.
class HttpCredentialsFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void any_credentials(byte[] value) {
        if (read(new String(value, ISO_8859_1)) instanceof Credentials.Presented(byte[] username, byte[] password)) {
            assertThat(username).isNotEmpty().doesNotContain(':');
            String again = new String(username, ISO_8859_1) + ":" + new String(password, ISO_8859_1);

            assertThat(read("bAsIc " + Base64.getEncoder().encodeToString(again.getBytes(ISO_8859_1))))
                    .isInstanceOfSatisfying(Credentials.Presented.class, same -> {
                        assertThat(same.username()).isEqualTo(username);
                        assertThat(same.password()).isEqualTo(password);
                    });
        }
    }

    /// Absent also where the head as a whole is refused.
    private static Credentials read(String value) {
        String head = "GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\nProxy-Authorization: " + value
                + "\r\n\r\n";
        HeadReading reading = new RequestHeadParser(HeadRules.withoutVia("X-Helodata-"))
                .read(Unpooled.wrappedBuffer(head.getBytes(ISO_8859_1)));
        return reading instanceof HeadReading.Complete complete
                ? HttpCredentials.read(complete.head().proxyAuthorization())
                : new Credentials.Absent();
    }
}
