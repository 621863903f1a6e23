package dev.tollgate.control.mfa;

import dev.tollgate.domain.login.SecondFactor;
import java.util.Optional;

/// How a second factor stands.
///
/// @param enabled whether a code is asked for at login
/// @param recoveryCodesLeft empty while it is not
public record MfaView(boolean enabled, Optional<Integer> recoveryCodesLeft) {

    static MfaView of(Optional<SecondFactor> factor) {
        Optional<SecondFactor> on = factor.filter(SecondFactor::confirmed);
        return new MfaView(on.isPresent(), on.map(SecondFactor::recoveryCodesLeft));
    }
}
