package dev.tollgate.domain.login;

import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.secret.ServerKey;
import java.util.Locale;

/// The code that the first start prints. People type it, so that groups and capitals do not matter.
public final class SetupCode {
    private SetupCode() {}

    public static SecretHash hash(Secret code, ServerKey key) {
        return key.hash(new Secret("setup " + code.reveal().replace("-", "").replace(" ", "").toLowerCase(
                Locale.ROOT)));
    }
}
