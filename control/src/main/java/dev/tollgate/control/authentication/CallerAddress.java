package dev.tollgate.control.authentication;

import dev.tollgate.domain.address.CidrSet;
import dev.tollgate.domain.address.IpAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Where a caller is (A§1.6): the socket's peer, or, behind trusted proxies, what they say of it.
///
/// @param trusted the proxies that are believed
public record CallerAddress(CidrSet trusted) {

    private static final int MAX_ENTRIES = 16;

    /// Reads `X-Forwarded-For` from the right to the first address that is not trusted; stops before what is no address.
    ///
    /// @param forwardedFor every such header of the request, in order
    public IpAddress of(IpAddress peer, List<String> forwardedFor) {
        List<String> entries = forwardedFor.stream().flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip).toList();
        IpAddress caller = peer;
        int last = entries.size() - 1;
        for (int i = last; i >= 0 && last - i < MAX_ENTRIES && trusted.contains(caller); i--) {
            Optional<IpAddress> before = IpAddress.parse(entries.get(i));
            if (before.isEmpty()) {
                return caller;
            }
            caller = before.get();
        }
        return caller;
    }
}
