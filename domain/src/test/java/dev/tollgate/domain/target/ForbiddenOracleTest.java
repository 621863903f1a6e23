package dev.tollgate.domain.target;

import dev.tollgate.domain.address.IpAddress;
import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The forbidden table, written down a second time and judged by an independent library.
class ForbiddenOracleTest {

    private static final String V4 = """
            0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
            192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
            168.63.129.16/32""";
    private static final String V6 = "2001::/23 2001:db8::/32 2002::/16 3fff::/20";
    private static final int ROUNDS = 300;

    private final Random random = new Random(3);

    @Test
    void ipv4_is_forbidden_exactly_within_the_table() throws AddressStringException {
        List<IPAddress> table = ranges(V4);
        for (byte[] address : samples(table, 4)) {
            assertThat(ForbiddenAddresses.contains(IpAddress.ofBytes(address)))
                    .isEqualTo(within(table, address));
        }
    }

    @Test
    void ipv6_is_forbidden_outside_unicast_and_within_the_table() throws AddressStringException {
        List<IPAddress> table = ranges(V6);
        List<IPAddress> unicast = ranges("2000::/3");
        List<IPAddress> v4 = ranges(V4);
        for (byte[] address : samples(Stream.concat(table.stream(), unicast.stream()).toList(), 16)) {
            boolean isatap = (address[8] & 0xfd) == 0 && address[9] == 0 && address[10] == 0x5e
                    && address[11] == (byte) 0xfe;
            boolean forbidden = !within(unicast, address) || within(table, address)
                    || (isatap && within(v4, new byte[]{address[12], address[13], address[14], address[15]}));

            IpAddress ours = IpAddress.ofBytesUnfolded(address);

            assertThat(ForbiddenAddresses.contains(ours)).as(ours.toString()).isEqualTo(forbidden);
        }
    }

    /// Addresses anywhere, and at both sides of every edge of the table.
    private List<byte[]> samples(List<IPAddress> table, int length) {
        List<byte[]> samples = new ArrayList<>();
        for (IPAddress range : table) {
            samples.add(range.getLower().getBytes());
            samples.add(range.getUpper().getBytes());
            if (!range.getLower().isZero()) {
                samples.add(range.getLower().increment(-1).getBytes());
            }
            if (!range.getUpper().isMax()) {
                samples.add(range.getUpper().increment(1).getBytes());
            }
            for (int round = 0; round < ROUNDS; round++) {
                byte[] near = range.getLower().getBytes();
                int from = random.nextInt(length);
                for (int i = from; i < length; i++) {
                    near[i] = (byte) random.nextInt(256);
                }
                samples.add(near);
            }
        }
        for (int round = 0; round < ROUNDS * 10; round++) {
            byte[] anywhere = new byte[length];
            random.nextBytes(anywhere);
            samples.add(anywhere);
        }
        return samples;
    }

    private static boolean within(List<IPAddress> ranges, byte[] address) {
        IPAddress oracle = new IPAddressGenerator().from(address);
        return ranges.stream().anyMatch(range -> range.contains(oracle));
    }

    private static List<IPAddress> ranges(String texts) throws AddressStringException {
        List<IPAddress> ranges = new ArrayList<>();
        for (String text : texts.split("\\s+", -1)) {
            ranges.add(new IPAddressString(text).toAddress());
        }
        return ranges;
    }
}
