package dev.tollgate.domain.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One link of the audit chain (A§14).
///
/// @param id `aud_` and a ULID
/// @param seq counts the entries of the installation, without gaps, from 1
/// @param at in whole seconds, as it is shown: whoever is shown an entry can compute its hash
/// @param account the id of the account in whose log it stands; empty where none is concerned but the operator's
/// @param action the word of an [Action]; text, since an entry outlives the program that made it
/// @param object the id of what changed; empty where nothing that has one is concerned
/// @param before canonical JSON of a [Difference]'s facts
/// @param after canonical JSON of a [Difference]'s facts
/// @param request the id of the API request that made the change
/// @param prevHash the hash of the entry with the number before; [#GENESIS] of the first
/// @param hash SHA-256, in hexadecimal, over `prevHash` and the [#canonical] form
public record AuditEntry(
        String id,
        long seq,
        Instant at,
        Optional<String> account,
        Actor actor,
        String action,
        Optional<String> object,
        Optional<String> before,
        Optional<String> after,
        Optional<String> request,
        String prevHash,
        String hash) {
    public static final String PREFIX = "aud_";
    /// What stands for the hash of the entry before the first.
    public static final String GENESIS = "0".repeat(64);

    /// The next link after `prevHash`.
    public static AuditEntry next(String id, long seq, Instant at, Optional<String> account, Author author,
            Action action,
            Optional<String> object, Difference difference, String prevHash) {
        AuditEntry open = new AuditEntry(id, seq, at.truncatedTo(ChronoUnit.SECONDS), account, author.actor(),
                action.word(), object, difference.before().map(Facts::json), difference.after().map(Facts::json),
                author.request(), prevHash, "");
        return new AuditEntry(id, seq, open.at, account, open.actor, open.action, object, open.before, open.after,
                open.request, prevHash, open.computedHash());
    }

    /// Whether it is as it was made, and follows on the entry with that hash.
    public boolean follows(String hashBefore) {
        return prevHash.equals(hashBefore) && hash.equals(computedHash());
    }

    private String computedHash() {
        MessageDigest digest = sha256();
        digest.update(prevHash.getBytes(StandardCharsets.US_ASCII));
        digest.update(canonical().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }

    /// The entry as the API shows it, less the two hashes, in canonical JSON (RFC 8785).
    public String canonical() {
        SortedMap<String, String> members = new TreeMap<>();
        members.put("id", CanonicalJson.text(id));
        members.put("seq", Long.toString(seq));
        members.put("at", CanonicalJson.text(Facts.time(at)));
        members.put("account", text(account));
        members.put("actor", actorJson());
        members.put("action", CanonicalJson.text(action));
        members.put("object", text(object));
        members.put("before", before.orElse(CanonicalJson.NULL));
        members.put("after", after.orElse(CanonicalJson.NULL));
        members.put("request_id", text(request));
        return CanonicalJson.object(members);
    }

    private String actorJson() {
        return Facts.none().with("type", actor.type()).with("id", actor.id())
                .with("ip", actor.source().map(Object::toString)).json();
    }

    private static String text(Optional<String> value) {
        return value.map(CanonicalJson::text).orElse(CanonicalJson.NULL);
    }
}
