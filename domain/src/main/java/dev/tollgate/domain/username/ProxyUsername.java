package dev.tollgate.domain.username;

import dev.tollgate.domain.subuser.Product;
import java.util.Optional;
import java.util.OptionalLong;

/// A gateway username, read: whose it is, and which exit it wishes for.
///
/// @param text the whole string; there is only one spelling, so it is the session key and what logs show
/// @param name the sub-user's public name
public record ProxyUsername(String text, String name, Product product, String region, Optional<String> state,
        Optional<String> city, OptionalLong asn, Optional<StickySession> session) {

    /// Puts a username together from its parts.
    public static ProxyUsername of(String prefix, String name, Product product, String region, Optional<String> state,
            Optional<String> city, OptionalLong asn, Optional<StickySession> session) {
        ProxyUsername parts = new ProxyUsername("", name, product, region, state, city, asn, session);
        return new ProxyUsername(parts.render(prefix), name, product, region, state, city, asn, session);
    }

    /// Writes the username from its parts.
    public String render(String prefix) {
        String type = product.type().orElseThrow(() -> new IllegalStateException("isp has no gateway username"));
        StringBuilder rendered = new StringBuilder(prefix).append(name);
        append(rendered, UsernameKey.TYPE, type);
        append(rendered, UsernameKey.REGION, region);
        state.ifPresent(value -> append(rendered, UsernameKey.STATE, value));
        city.ifPresent(value -> append(rendered, UsernameKey.CITY, value));
        asn.ifPresent(value -> append(rendered, UsernameKey.ASN, Long.toString(value)));
        session.ifPresent(value -> {
            append(rendered, UsernameKey.SESSION, value.id());
            append(rendered, UsernameKey.SESSTIME, Integer.toString(value.minutes()));
        });
        return rendered.toString();
    }

    private static void append(StringBuilder rendered, UsernameKey key, String value) {
        rendered.append('-').append(key.word()).append('-').append(value);
    }
}
