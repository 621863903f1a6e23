package dev.tollgate.control.mfa;

import dev.tollgate.domain.login.Totp;
import dev.tollgate.domain.secret.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// A key for an authenticator app, shown this once.
///
/// @param secret in base32
/// @param otpauthUrl the same for a QR code, in the form of Google's Key Uri Format, which all apps read
public record ProposalView(String secret, String otpauthUrl) {

    /// @param issuer whom the app shows the code as being for
    static ProposalView of(Secret base32, String issuer, String email) {
        return new ProposalView(base32.reveal(), "otpauth://totp/" + encoded(issuer) + ":" + encoded(email)
                + "?secret=" + base32.reveal() + "&issuer=" + encoded(issuer) + "&algorithm=SHA1&digits="
                + Totp.DIGITS + "&period=" + Totp.STEP.toSeconds());
    }

    /// Apps do not read a `+` as a space.
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
