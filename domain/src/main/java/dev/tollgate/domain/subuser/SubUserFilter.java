package dev.tollgate.domain.subuser;

import java.util.Optional;

/// Which sub-users a list shows; an empty part lets every one through.
///
/// @param labelContains a part of the label
/// @param name the whole public name
/// @param query a part of the label or of the name
public record SubUserFilter(
        Optional<Product> product,
        Optional<SubUserStatus> status,
        Optional<String> labelContains,
        Optional<String> name,
        Optional<String> query) {
    public static final SubUserFilter ALL = new SubUserFilter(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty());
}
