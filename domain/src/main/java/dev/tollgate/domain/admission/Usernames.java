package dev.tollgate.domain.admission;

import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.exit.ExitWish;
import dev.tollgate.domain.username.ProxyUsername;
import dev.tollgate.domain.username.UsernameFault;
import java.util.Optional;

/// What a username means to admission.
final class Usernames {
    private Usernames() {}

    static GatewayError error(UsernameFault fault) {
        return switch (fault) {
            case BAD_USERNAME -> GatewayError.BAD_USERNAME;
            case STATE_WITHOUT_REGION -> GatewayError.STATE_WITHOUT_REGION;
            case CITY_WITHOUT_STATE -> GatewayError.CITY_WITHOUT_STATE;
            case SESSTIME_OUT_OF_RANGE -> GatewayError.SESSTIME_OUT_OF_RANGE;
            case UNKNOWN_REGION -> GatewayError.UNKNOWN_REGION;
            case UNKNOWN_STATE -> GatewayError.UNKNOWN_STATE;
            case UNKNOWN_CITY -> GatewayError.UNKNOWN_CITY;
            case UNKNOWN_ASN -> GatewayError.UNKNOWN_ASN;
        };
    }

    static ExitWish wish(ProxyUsername username) {
        return new ExitWish(username.product(), username.region(), username.state(), username.city(),
                username.asn().isPresent() ? Optional.of(Long.toString(username.asn().getAsLong())) : Optional.empty());
    }
}
