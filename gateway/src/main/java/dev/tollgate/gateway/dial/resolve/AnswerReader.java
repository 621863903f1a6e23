package dev.tollgate.gateway.dial.resolve;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.gateway.dial.resolve.AnswerReading.Alias;
import dev.tollgate.gateway.dial.resolve.AnswerReading.Settled;
import dev.tollgate.gateway.dial.resolve.AnswerReading.Useless;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads the address records of a response, following the aliases inside it.
///
/// Only records that the name asked for leads to are read: what else a server sends along is nobody's address.
final class AnswerReader {
    static final int MAX_ALIASES = 16;
    /// Far more than any honest name has; the guard judges every one of them for every request.
    static final int MAX_ADDRESSES = 256;

    private final DnsResponse response;
    private final DnsRecordType type;

    private AnswerReader(DnsResponse response, DnsRecordType type) {
        this.response = response;
        this.type = type;
    }

    /// @param name in lower case, with its final dot
    /// @param type `A` or `AAAA`
    static AnswerReading read(DnsResponse response, String name, DnsRecordType type) {
        // Netty has asked again over TCP by now; a piece of an answer could hide the address that the guard refuses.
        if (response.isTruncated()) {
            return new Useless("The answer was cut short.");
        }
        if (response.code().equals(DnsResponseCode.NXDOMAIN)) {
            return new Settled(new FamilyAnswer.None(false));
        }
        if (!response.code().equals(DnsResponseCode.NOERROR)) {
            return new Useless("The name server reported an error.");
        }
        try {
            return new AnswerReader(response, type).follow(name);
        } catch (CorruptedFrameException | IllegalArgumentException | IndexOutOfBoundsException malformed) {
            return new Useless("The name server sent nonsense.");
        }
    }

    private AnswerReading follow(String asked) {
        String name = asked;
        long ttl = Long.MAX_VALUE;
        for (int aliases = 0; aliases <= MAX_ALIASES; aliases++) {
            Set<IpAddress> addresses = new LinkedHashSet<>();
            ttl = Math.min(ttl, collect(name, addresses));
            if (addresses.size() > MAX_ADDRESSES) {
                return new Settled(new FamilyAnswer.Broken("The name has too many addresses."));
            }
            if (!addresses.isEmpty()) {
                return new Settled(new FamilyAnswer.Found(addresses.stream().toList(), ttl));
            }
            Optional<DnsRawRecord> alias = aliasOf(name);
            if (alias.isEmpty()) {
                return aliases == 0 || saysNoData()
                        ? new Settled(new FamilyAnswer.None(true))
                        : new Alias(name, ttl);
            }
            ttl = Math.min(ttl, ttl(alias.get()));
            name = lower(DefaultDnsRecordDecoder.decodeName(alias.get().content().duplicate()));
        }
        return new Settled(new FamilyAnswer.Broken("The name's aliases lead nowhere."));
    }

    /// Adds the addresses of `name`.
    ///
    /// @return their smallest TTL
    private long collect(String name, Set<IpAddress> addresses) {
        long ttl = Long.MAX_VALUE;
        for (int i = 0; i < response.count(DnsSection.ANSWER); i++) {
            if (response.recordAt(DnsSection.ANSWER, i) instanceof DnsRawRecord record && is(record, name, type)) {
                addresses.add(address(record.content()));
                ttl = Math.min(ttl, ttl(record));
            }
        }
        return ttl;
    }

    private Optional<DnsRawRecord> aliasOf(String name) {
        for (int i = 0; i < response.count(DnsSection.ANSWER); i++) {
            if (response.recordAt(DnsSection.ANSWER, i) instanceof DnsRawRecord record
                    && is(record, name, DnsRecordType.CNAME)) {
                return Optional.of(record);
            }
        }
        return Optional.empty();
    }

    /// RFC 2308, section 2.2: the record that comes with "the name has nothing of this type".
    private boolean saysNoData() {
        for (int i = 0; i < response.count(DnsSection.AUTHORITY); i++) {
            if (response.<DnsRecord>recordAt(DnsSection.AUTHORITY, i).type().equals(DnsRecordType.SOA)) {
                return true;
            }
        }
        return false;
    }

    private static boolean is(DnsRecord record, String name, DnsRecordType type) {
        return record.type().equals(type) && record.dnsClass() == DnsRecord.CLASS_IN
                && lower(record.name()).equals(name);
    }

    /// Unfolded: the guard refuses IPv4 inside IPv6.
    private IpAddress address(ByteBuf content) {
        int length = type.equals(DnsRecordType.A) ? 4 : 16;
        if (content.readableBytes() != length) {
            throw new CorruptedFrameException("an address of the wrong length");
        }
        return IpAddress.ofBytesUnfolded(ByteBufUtil.getBytes(content));
    }

    /// RFC 2181, section 8: a TTL with the highest bit set counts as zero.
    private static long ttl(DnsRecord record) {
        return record.timeToLive() > Integer.MAX_VALUE ? 0 : record.timeToLive();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
