package dev.tollgate.domain.username;

import dev.tollgate.domain.subuser.Product;
import java.util.Optional;

/// The location catalogue: which places exist, whether or not an exit there is usable now.
///
/// A kind of place of which the catalogue has none in the region (or state) is known there whatever its value.
public interface Locations {

    /// Every country of ISO 3166-1, and every well-formed value inside it.
    Locations COUNTRIES_ONLY = new Locations() {
        @Override
        public boolean regionKnown(String region) {
            return IsoRegions.contains(region);
        }

        @Override
        public boolean stateKnown(Product product, String region, String state) {
            return true;
        }

        @Override
        public boolean cityKnown(Product product, String region, String state, String city) {
            return true;
        }

        @Override
        public boolean asnKnown(Product product, String region, Optional<String> state, long asn) {
            return true;
        }
    };

    boolean regionKnown(String region);

    boolean stateKnown(Product product, String region, String state);

    boolean cityKnown(Product product, String region, String state, String city);

    /// Judged inside the state if one is given, else inside the region.
    boolean asnKnown(Product product, String region, Optional<String> state, long asn);
}
