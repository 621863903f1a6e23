package dev.tollgate.domain.username;

import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.username.UsernameReading.Malformed;
import dev.tollgate.domain.username.UsernameReading.Valid;
import java.util.Optional;
import java.util.OptionalLong;

import static dev.tollgate.domain.username.UsernameFault.UNKNOWN_ASN;
import static dev.tollgate.domain.username.UsernameFault.UNKNOWN_CITY;
import static dev.tollgate.domain.username.UsernameFault.UNKNOWN_REGION;
import static dev.tollgate.domain.username.UsernameFault.UNKNOWN_STATE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// Reads the usernames of the gateway port. Thread-safe if its [Locations] are.
///
/// A right username costs one pass over its bytes. Only a wrong one is looked at again, for every way in which it is
/// wrong.
public final class UsernameParser {

    static final int LONGEST = 255;

    private final byte[] prefix;
    private final SessionMinutes longest;
    private final Locations locations;
    private final UsernameDiagnosis diagnosis;

    public UsernameParser(String prefix, SessionMinutes longest, Locations locations) {
        this.prefix = prefix.getBytes(ISO_8859_1);
        this.longest = longest;
        this.locations = locations;
        diagnosis = new UsernameDiagnosis(prefix, longest);
    }

    public UsernameReading parse(byte[] bytes) {
        return parse(bytes, 0, bytes.length);
    }

    public UsernameReading parse(String latin1) {
        // What is not Latin-1 becomes "?", which no username may hold.
        return parse(latin1.getBytes(ISO_8859_1));
    }

    /// Reads `length` bytes beginning at `from`.
    public UsernameReading parse(byte[] bytes, int from, int length) {
        Optional<ProxyUsername> read = length > LONGEST
                ? Optional.empty()
                : new UsernameScan(bytes, from, from + length).read(prefix, longest);
        return read.isPresent() ? locate(read.get()) : diagnose(new String(bytes, from, length, ISO_8859_1));
    }

    private Malformed diagnose(String text) {
        return diagnosis.of(text).orElseThrow(() -> new IllegalStateException("a username refused without a fault"));
    }

    /// The last two rows of the table, once the grammar holds; places are looked for from the widest to the narrowest.
    private UsernameReading locate(ProxyUsername username) {
        Product product = username.product();
        String region = username.region();
        Optional<String> state = username.state();
        Optional<String> city = username.city();
        OptionalLong asn = username.asn();
        if (!locations.regionKnown(region)) {
            return unknownRegion(region);
        }
        if (state.isPresent() && !locations.stateKnown(product, region, state.get())) {
            return unknown(UNKNOWN_STATE, 3, "state", state.get());
        }
        if (state.isPresent() && city.isPresent() && !locations.cityKnown(product, region, state.get(), city.get())) {
            return unknown(UNKNOWN_CITY, 4, "city", city.get());
        }
        if (asn.isPresent() && !locations.asnKnown(product, region, state, asn.getAsLong())) {
            int segment = 3 + (state.isPresent() ? 1 : 0) + (city.isPresent() ? 1 : 0);
            return unknown(UNKNOWN_ASN, segment, "asn", Long.toString(asn.getAsLong()));
        }
        return new Valid(username);
    }

    /// `uk` is what most people write first.
    private static Malformed unknownRegion(String region) {
        String remedy = region.equals("uk") ? "use \"gb\"" : "use a code of ISO 3166-1 such as \"us\"";
        return FaultDetail.at(UNKNOWN_REGION, 2,
                "region " + FaultDetail.quote(region) + " is not known, " + remedy);
    }

    private static Malformed unknown(UsernameFault code, int segment, String kind, String value) {
        return FaultDetail.at(code, segment,
                kind + " " + FaultDetail.quote(value) + " is not known, take one from the locations list");
    }
}
