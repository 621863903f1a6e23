package dev.tollgate.control.mfa;

import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.login.Base32;
import dev.tollgate.domain.login.SecondFactor;
import dev.tollgate.domain.login.SecondFactorRepository;
import dev.tollgate.domain.login.Totp;
import dev.tollgate.domain.member.Member;
import dev.tollgate.domain.member.MemberId;
import dev.tollgate.domain.secret.Sealing;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.secret.SecretMaker;
import dev.tollgate.domain.secret.ServerKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The second factors of members, with the verbs of A§3. Thread-safe.
public final class SecondFactors {

    static final int RECOVERY_CODES = 10;
    private static final Logger LOG = LoggerFactory.getLogger(SecondFactors.class);

    private final SecondFactorRepository repository;
    private final Sealing sealing;
    private final ServerKey key;
    private final SecretMaker secrets;

    public SecondFactors(SecondFactorRepository repository, Sealing sealing, ServerKey key, SecretMaker secrets) {
        this.repository = repository;
        this.sealing = sealing;
        this.key = key;
        this.secrets = secrets;
    }

    public Optional<SecondFactor> find(Member member) {
        return repository.find(member.id());
    }

    /// Draws a key for the member's device; it is asked for at login once a code of it was right.
    ///
    /// @return the key as apps take it, to be shown this once; empty while a second factor is on
    public Optional<Secret> propose(Member member) {
        Secret base32 = new Secret(Base32.encode(secrets.bytes(Totp.KEY_BYTES)));
        return repository.propose(member.id(), sealing.seal(base32, purpose(member.id())))
                ? Optional.of(base32)
                : Optional.empty();
    }

    /// Puts the proposed key in force.
    ///
    /// @return the recovery codes, to be shown this once; empty if the code is wrong, or no key waits for one
    public Optional<List<Secret>> confirm(Author author, Member member, String code, Instant now) {
        Optional<SecondFactor> waiting = repository.find(member.id()).filter(factor -> !factor.confirmed());
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong step = step(member.id(), waiting.get(), normal(code), now);
        List<Secret> recoveryCodes = Stream.generate(secrets::recoveryCode).limit(RECOVERY_CODES).toList();
        boolean on = step.isPresent() && repository.confirm(author, member.id(), waiting.get().sealedKey(),
                step.getAsLong(), recoveryCodes.stream().map(one -> hash(normal(one.reveal()))).toList());
        return on ? Optional.of(recoveryCodes) : Optional.empty();
    }

    /// Uses up a code of the app, or a recovery code.
    ///
    /// @param factor one that is on
    /// @return whether it was good
    public boolean use(Author author, MemberId member, SecondFactor factor, String code, Instant now) {
        String normal = normal(code);
        OptionalLong step = step(member, factor, normal, now);
        return step.isPresent()
                ? repository.useStep(member, step.getAsLong())
                : repository.useRecoveryCode(author, member, hash(normal));
    }

    public void remove(Author author, Member member) {
        repository.remove(author, member.id());
    }

    private OptionalLong step(MemberId member, SecondFactor factor, String code, Instant now) {
        Optional<Secret> base32 = sealing.open(factor.sealedKey(), purpose(member));
        if (base32.isEmpty()) {
            LOG.error("The second factor of {} cannot be decrypted: was the server key or the database changed?",
                    member);
            return OptionalLong.empty();
        }
        return new Totp(base32.get()).stepOf(code, now, factor.usedStep());
    }

    private SecretHash hash(String recoveryCode) {
        return key.hash(new Secret(recoveryCode));
    }

    private static String purpose(MemberId member) {
        return "mfa " + member;
    }

    /// People type codes in groups and in capitals, as apps and paper show them.
    private static String normal(String code) {
        return code.replace(" ", "").replace("-", "").toLowerCase(Locale.ROOT);
    }
}
