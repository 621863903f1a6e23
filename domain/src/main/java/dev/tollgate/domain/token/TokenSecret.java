package dev.tollgate.domain.token;

import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.brand.Brand;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.secret.SecretMaker;
import java.util.Optional;

/// A whole API token as it is presented: the prefix of its environment and 64 characters of `[0-9A-Za-z]` (A§2).
///
/// @param characters the 64 behind the prefix; what is hashed
public record TokenSecret(Environment environment, Secret characters) {
    private static final int HINT = 4;

    /// @return empty unless the text has exactly the form of a token
    public static Optional<TokenSecret> parse(String text, Brand brand) {
        for (Environment environment : Environment.values()) {
            String prefix = prefix(environment, brand);
            if (text.startsWith(prefix) && wellFormed(text, prefix.length())) {
                return Optional.of(new TokenSecret(environment, new Secret(text.substring(prefix.length()))));
            }
        }
        return Optional.empty();
    }

    public static TokenSecret draw(Environment environment, SecretMaker secrets) {
        return new TokenSecret(environment, secrets.tokenCharacters());
    }

    /// The whole token, to show once.
    public Secret whole(Brand brand) {
        return new Secret(prefix(environment, brand) + characters.reveal());
    }

    /// Enough to recognise it by: `hel_live_…f9Kd`.
    public String hint(Brand brand) {
        String text = characters.reveal();
        return prefix(environment, brand) + "…" + text.substring(text.length() - HINT);
    }

    private static String prefix(Environment environment, Brand brand) {
        return switch (environment) {
            case LIVE -> brand.tokenPrefixLive();
            case TEST -> brand.tokenPrefixTest();
        };
    }

    private static boolean wellFormed(String text, int from) {
        if (text.length() - from != SecretMaker.TOKEN_LENGTH) {
            return false;
        }
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))) {
                return false;
            }
        }
        return true;
    }
}
