package dev.tollgate.control.mfa;

import dev.tollgate.domain.secret.Secret;
import java.util.List;

/// The recovery codes of a second factor that was put in force this moment, each good once. Shown this once.
public record RecoveryCodesView(List<String> recoveryCodes) {

    static RecoveryCodesView of(List<Secret> codes) {
        return new RecoveryCodesView(codes.stream().map(Secret::reveal).toList());
    }
}
