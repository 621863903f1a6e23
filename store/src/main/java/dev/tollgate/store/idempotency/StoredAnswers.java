package dev.tollgate.store.idempotency;

import dev.tollgate.domain.error.StoreFailure;
import dev.tollgate.domain.idempotency.AnswerRepository;
import dev.tollgate.domain.idempotency.Attempt;
import dev.tollgate.domain.idempotency.KeptAnswer;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.store.database.Database;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The answers to requests with an `Idempotency-Key`. Thread-safe.
public final class StoredAnswers implements AnswerRepository {
    private static final Logger LOG = LoggerFactory.getLogger(StoredAnswers.class);

    private final Database database;

    public StoredAnswers(Database database) {
        this.database = database;
    }

    /// Looks without the turn to write first: most that were attempted before were answered.
    @Override
    public Beginning begin(Attempt attempt, Instant now) {
        Beginning found = database.read(handle -> judge(new KeptAnswerTable(handle), attempt, now));
        return found instanceof Beginning.Begun
                ? database.write(handle -> begin(new KeptAnswerTable(handle), attempt, now))
                : found;
    }

    private static Beginning begin(KeptAnswerTable table, Attempt attempt, Instant now) {
        Beginning found = judge(table, attempt, now);
        if (found instanceof Beginning.Begun) {
            table.begin(attempt, now);
        }
        return found;
    }

    private static Beginning judge(KeptAnswerTable table, Attempt attempt, Instant now) {
        Optional<KeptAnswerTable.Row> before = table.find(attempt.name(), now);
        if (before.isEmpty()) {
            return new Beginning.Begun();
        }
        KeptAnswerTable.Row row = before.get();
        if (!row.content().matches(attempt.content())) {
            return new Beginning.OtherContent();
        }
        return row.answer().<Beginning>map(Beginning.Repeated::new).orElseGet(
                () -> now.isBefore(row.leaseUntil()) ? new Beginning.UnderWay() : new Beginning.Begun());
    }

    @Override
    public boolean known(SecretHash name, Instant now) {
        return database.read(handle -> new KeptAnswerTable(handle).find(name, now).isPresent());
    }

    /// What came of the work, and whether the attempt was still its own when it was done.
    private record Done<T>(T result, boolean own) {}

    @Override
    public <T> Optional<T> finish(Attempt attempt, Supplier<T> work, Function<T, Optional<KeptAnswer>> answer) {
        boolean returned = false;
        try {
            Done<T> done = database.together(() -> {
                T result = work.get();
                return new Done<>(result, keep(attempt, answer.apply(result)));
            }, Done::own);
            returned = true;
            return done.own() ? Optional.of(done.result()) : Optional.empty();
        } finally {
            if (!returned) {
                forget(attempt);
            }
        }
    }

    private boolean keep(Attempt attempt, Optional<KeptAnswer> answer) {
        return database.write(handle -> {
            KeptAnswerTable table = new KeptAnswerTable(handle);
            return answer.map(one -> table.answer(attempt, one)).orElseGet(() -> table.forget(attempt));
        });
    }

    /// If it cannot be forgotten, its lease ends.
    private void forget(Attempt attempt) {
        try {
            var _ = database.write(handle -> new KeptAnswerTable(handle).forget(attempt));
        } catch (StoreFailure e) {
            LOG.debug("an attempt that failed waits for the end of its lease", e);
        }
    }

    @Override
    public int forgetBegunBefore(Instant end, int most) {
        return database.write(handle -> new KeptAnswerTable(handle).forgetBegunBefore(end, most));
    }
}
