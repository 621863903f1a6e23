package dev.tollgate.domain.target;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tollgate.domain.address.IpAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

/// Whatever bytes come as a host or an address: two spellings are judged alike, and what one reading gives, a second
/// gives again. Fuzzed with
/// `JAZZER_FUZZ=1` and `-Dtest.jvm.extra=`; else the seeds run.
class AddressFuzzTest {

    private static final TargetPolicy POLICY = new TargetPolicy(TargetRules.DEFAULT, OwnListeners.NONE);
    private static final String ALPHABET = "0123456789abcdefxX.:[]-_ABz%/";

    @FuzzTest
    void a_host_read_and_written_is_the_same_host(byte[] data) {
        hostHolds(data);
    }

    @FuzzTest
    void an_address_is_judged_alike_in_every_spelling(byte[] data) {
        addressHolds(data);
    }

    @Test
    void hosts_put_together_by_chance_are_read_and_written_alike() {
        Random random = new Random(163);
        for (int round = 0; round < 50_000; round++) {
            byte[] host = new byte[random.nextInt(24)];
            for (int i = 0; i < host.length; i++) {
                host[i] = (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            }
            hostHolds(host);
        }
    }

    @Test
    void addresses_by_chance_are_judged_alike_in_every_spelling() {
        Random random = new Random(164);
        for (int round = 0; round < 20_000; round++) {
            byte[] address = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(address);
            addressHolds(address);
        }
    }

    private static void hostHolds(byte[] data) {
        if (HostSyntax.read(data, 0, data.length) instanceof HostReading.Valid(Host host)) {
            String written = host.toString();
            assertThat(HostSyntax.read(written)).isEqualTo(new HostReading.Valid(host));
            assertThat(HostSyntax.readSocksName(written.getBytes(ISO_8859_1))).isEqualTo(new HostReading.Valid(host));
            assertThat(TargetSyntax.authority(written + ":443"))
                    .isEqualTo(new TargetReading.Valid(new Target(host, 443)));
            if (host instanceof Host.Name(String name)) {
                assertThat(name).matches("[a-z0-9_.-]{1,253}");
            }
        }
    }

    private static void addressHolds(byte[] data) {
        if (data.length != 4 && data.length != 16) {
            return;
        }
        IpAddress address = IpAddress.ofBytesUnfolded(data);

        assertThat(address.bytes()).isEqualTo(data);
        assertThat(IpAddress.parseUnfolded(address.toString())).contains(address);
        Target target = new Target(new Host.Literal(address), 443);
        assertThat(POLICY.judge(target)).isEqualTo(POLICY.judgeResolved(target, List.of(address)));
        if (!address.v4()) {
            assertThat(ForbiddenAddresses.contains(address) || (data[0] & 0xe0) == 0x20).as(address.toString())
                    .isTrue();
        } else {
            byte[] isatap = Arrays.copyOf(new byte[]{0x26, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x5e, (byte) 0xfe}, 16);
            System.arraycopy(data, 0, isatap, 12, 4);
            assertThat(ForbiddenAddresses.contains(IpAddress.ofBytes(isatap)))
                    .isEqualTo(ForbiddenAddresses.contains(address));
        }
    }
}
