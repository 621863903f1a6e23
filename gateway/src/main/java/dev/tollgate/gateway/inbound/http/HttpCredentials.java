package dev.tollgate.gateway.inbound.http;

import dev.tollgate.domain.admission.Credentials;
import dev.tollgate.gateway.http1.HeadSlice;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// Reads `Proxy-Authorization` (G§9.1, RFC 7617): the scheme `Basic` in any case, and base64 of user, colon, password.
final class HttpCredentials {
    private static final String SCHEME = "basic";

    private HttpCredentials() {}

    static Credentials read(Optional<HeadSlice> value) {
        return value.map(HttpCredentials::read).orElseGet(Credentials.Absent::new);
    }

    private static Credentials read(HeadSlice value) {
        int space = 0;
        while (space < value.length() && value.at(space) != ' ') {
            space++;
        }
        if (!isBasic(value, space)) {
            return new Credentials.Unusable("Use the Basic scheme.");
        }
        int from = space;
        while (from < value.length() && value.at(from) == ' ') {
            from++;
        }
        byte[] whole = value.toByteArray();
        return decode(Arrays.copyOfRange(whole, from, whole.length));
    }

    private static boolean isBasic(HeadSlice value, int length) {
        if (length != SCHEME.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if ((value.at(i) | 0x20) != SCHEME.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static Credentials decode(byte[] base64) {
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return new Credentials.Unusable("The credentials are not base64.");
        }
        int colon = 0;
        while (colon < decoded.length && decoded[colon] != ':') {
            colon++;
        }
        if (colon == decoded.length) {
            return new Credentials.Unusable("The credentials hold no colon.");
        }
        if (colon == 0) {
            return new Credentials.Unusable("The username is empty.");
        }
        return new Credentials.Presented(Arrays.copyOf(decoded, colon),
                Arrays.copyOfRange(decoded, colon + 1, decoded.length));
    }
}
