package dev.tollgate.domain.whitelist;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUserId;
import java.util.Optional;

/// Which entries a list shows; an empty part lets every one through.
///
/// @param matching an address that the entry's range holds
public record WhitelistFilter(Optional<SubUserId> subUser, Optional<Product> product, Optional<IpAddress> matching) {
    public static final WhitelistFilter ALL = new WhitelistFilter(Optional.empty(), Optional.empty(), Optional.empty());
}
