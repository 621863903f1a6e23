package dev.tollgate.domain.address;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// An independent library reads, writes and compares alike.
class AddressOracleTest {

    private static final IPAddressStringParameters STRICT = strict();

    private final Random random = new Random(16_3);

    @Test
    void addresses_by_chance_are_written_alike() throws AddressStringException {
        for (int round = 0; round < 5_000; round++) {
            IpAddress address = sparseAddress();

            IPAddress oracle = new IPAddressString(address.toString()).toAddress();

            assertThat(oracle.getBytes()).isEqualTo(address.bytes());
            String canonical = address.mapped() ? address.toString() : oracle.toCanonicalString();
            assertThat(address.toString()).isEqualTo(canonical);
        }
    }

    @Test
    void texts_by_chance_are_addresses_for_both_or_for_neither() {
        String alphabet = "0011223:::::...fFg";
        int addresses = 0;
        for (int round = 0; round < 60_000; round++) {
            StringBuilder text = new StringBuilder(random.nextInt(3) == 0
                    ? "1.2."
                    : random.nextBoolean() ? "1::2:" : "");
            int length = random.nextInt(14);
            for (int i = 0; i < length; i++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            boolean ours = IpAddress.parse(text.toString()).isPresent();
            assertThat(ours).as(text.toString()).isEqualTo(validFor(text.toString()));
            addresses += ours ? 1 : 0;
        }
        assertThat(addresses).isGreaterThan(1_000);
    }

    @Test
    void ranges_by_chance_hold_the_same_addresses() throws AddressStringException {
        for (int round = 0; round < 100; round++) {
            List<Cidr> ranges = ranges(random.nextInt(40));
            List<IPAddress> oracles = new ArrayList<>();
            for (Cidr range : ranges) {
                oracles.add(new IPAddressString(range.toString()).toAddress().toPrefixBlock());
            }
            CidrSet set = CidrSet.of(ranges);
            CidrMap<Cidr> map = CidrMap.of(ranges.stream().map(range -> Map.entry(range, range)).toList());

            for (int i = 0; i < 100; i++) {
                IpAddress address = nearAddress(ranges);
                IPAddress oracle = new IPAddressString(address.toString()).toAddress();
                long holding = oracles.stream().filter(range -> range.contains(oracle)).count();

                assertThat(set.contains(address)).isEqualTo(holding > 0);
                assertThat(map.matches(address)).isEqualTo((int) holding);
                assertThat(map.matching(address)).hasSize((int) holding).allMatch(range -> range.contains(address));
            }
        }
    }

    private static IPAddressStringParameters strict() {
        IPAddressStringParameters.Builder strict = new IPAddressStringParameters.Builder().allowEmpty(false)
                .setEmptyAsLoopback(false).allowSingleSegment(false).allowAll(false).allowMask(false)
                .allowPrefix(false).allowPrefixOnly(false).allowWildcardedSeparator(false);
        strict.getIPv4AddressParametersBuilder().allow_inet_aton(false).allowLeadingZeros(false).allowBinary(false);
        strict.getIPv6AddressParametersBuilder().allowZone(false).allowBase85(false).allowBinary(false)
                .allowUnlimitedLeadingZeros(false).getEmbeddedIPv4AddressParametersBuilder().allow_inet_aton(false)
                .allowLeadingZeros(false).allowBinary(false);
        return strict.toParams();
    }

    private static boolean validFor(String text) {
        IPAddressString oracle = new IPAddressString(text, STRICT);
        return oracle.isValid() && oracle.isIPAddress();
    }

    private List<Cidr> ranges(int count) {
        List<Cidr> ranges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            IpAddress address = ranges.isEmpty() ? sparseAddress().folded() : nearAddress(ranges);
            ranges.add(Cidr.around(address, random.nextInt(address.v4() ? 33 : 129)));
        }
        return ranges;
    }

    /// An address that shares most of its bits with one of the ranges, or with none.
    private IpAddress nearAddress(List<Cidr> ranges) {
        if (ranges.isEmpty() || random.nextInt(8) == 0) {
            return sparseAddress().folded();
        }
        byte[] bytes = ranges.get(random.nextInt(ranges.size())).network().bytes();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        bytes[bytes.length - 1] = (byte) random.nextInt(256);
        return IpAddress.ofBytes(bytes);
    }

    /// Half of the groups are zero, so that runs of them occur.
    private IpAddress sparseAddress() {
        byte[] bytes = new byte[random.nextInt(3) == 0 ? 4 : 16];
        for (int i = 0; i < bytes.length; i += 2) {
            if (random.nextBoolean()) {
                bytes[i] = (byte) random.nextInt(256);
                bytes[i + 1] = (byte) random.nextInt(256);
            }
        }
        return IpAddress.ofBytesUnfolded(bytes);
    }
}
