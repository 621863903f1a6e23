package dev.tollgate.domain.audit;

import dev.tollgate.domain.address.IpAddress;
import java.time.Instant;
import java.util.Optional;

/// Somebody tried to get in and was turned away: a failed login, or the use of a token that is not, or no longer, good.
///
/// @param action what was tried
/// @param code the error that answered, such as `revoked_token`
/// @param account of the token or member, where it is known which was meant
/// @param object the id of that token or member
/// @param source where from
public record Attempt(Action action, String code, Optional<String> account, Optional<String> object, IpAddress source,
        Instant at) {

    /// With a token that is known.
    public static Attempt withToken(String code, String account, String token, IpAddress source, Instant at) {
        return new Attempt(Action.TOKEN_REFUSE, code, Optional.of(account), Optional.of(token), source, at);
    }

    /// With a token that does not exist.
    public static Attempt withUnknownToken(String code, IpAddress source, Instant at) {
        return new Attempt(Action.TOKEN_REFUSE, code, Optional.empty(), Optional.empty(), source, at);
    }

    /// To sign in as a member who is known.
    public static Attempt toSignIn(String code, String account, String member, IpAddress source, Instant at) {
        return new Attempt(Action.LOGIN_FAIL, code, Optional.of(account), Optional.of(member), source, at);
    }

    /// To sign in as nobody who is known. What was typed is not kept.
    public static Attempt toSignInAsNobody(String code, IpAddress source, Instant at) {
        return new Attempt(Action.LOGIN_FAIL, code, Optional.empty(), Optional.empty(), source, at);
    }
}
