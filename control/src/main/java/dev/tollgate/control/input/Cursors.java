package dev.tollgate.control.input;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.secret.ServerKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/// Makes and reads the `cursor` of lists: the id of the last item shown, sealed together with the list, the account and the
/// filters it belongs to. Thread-safe.
public final class Cursors {

    private static final int SEAL_LENGTH = 16;

    private final ServerKey key;

    public Cursors(ServerKey key) {
        this.key = key;
    }

    /// What a cursor is bound to.
    ///
    /// @param list the path of the list
    public record Scope(String list, AccountId account, Environment environment, String filters) {}

    /// The page that a list's query asks for.
    public PageRequest page(Query query, Scope scope, Faults faults) {
        int limit = query.limit(faults);
        return new PageRequest(limit, query.read(Query.CURSOR, text -> open(text, scope), Issue.BAD_FORMAT, faults));
    }

    /// The cursor behind `page`; empty on the last one.
    public <T> Optional<String> next(Page<T> page, Function<T, String> id, Scope scope) {
        return page.more() ? Optional.of(seal(id.apply(page.items().getLast()), scope)) : Optional.empty();
    }

    private String seal(String id, Scope scope) {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        sealed.writeBytes(sealOf(id, scope));
        sealed.writeBytes(id.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed.toByteArray());
    }

    private Optional<String> open(String text, Scope scope) {
        byte[] sealed;
        try {
            sealed = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (sealed.length <= SEAL_LENGTH) {
            return Optional.empty();
        }
        String id = new String(sealed, SEAL_LENGTH, sealed.length - SEAL_LENGTH, StandardCharsets.UTF_8);
        // Compared as text too: a decoder forgives stray bits in the last character.
        boolean right = MessageDigest.isEqual(sealOf(id, scope), Arrays.copyOf(sealed, SEAL_LENGTH))
                && seal(id, scope).equals(text);
        return right ? Optional.of(id) : Optional.empty();
    }

    private byte[] sealOf(String id, Scope scope) {
        String text = String.join("\n", "cursor", scope.list(), scope.account().value(), scope.environment().name(), id,
                scope.filters());
        return Arrays.copyOf(key.hash(text.getBytes(StandardCharsets.UTF_8)).bytes(), SEAL_LENGTH);
    }
}
