package dev.tollgate.domain.idempotency;

import dev.tollgate.domain.secret.SecretHash;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Kept answers in memory, for tests. What an attempt changes is not taken back.
public final class InMemoryAnswers implements AnswerRepository {

    private final Map<SecretHash, Row> rows = new HashMap<>();

    private record Row(Attempt attempt, Instant begunAt, Optional<KeptAnswer> answer) {}

    @Override
    public synchronized Beginning begin(Attempt attempt, Instant now) {
        Optional<Row> before = find(attempt.name(), now);
        if (before.isPresent() && !before.get().attempt().content().equals(attempt.content())) {
            return new Beginning.OtherContent();
        }
        if (before.isPresent() && before.get().answer().isPresent()) {
            return new Beginning.Repeated(before.get().answer().get());
        }
        if (before.isPresent() && now.isBefore(before.get().begunAt().plus(LEASE))) {
            return new Beginning.UnderWay();
        }
        rows.put(attempt.name(), new Row(attempt, now, Optional.empty()));
        return new Beginning.Begun();
    }

    private Optional<Row> find(SecretHash name, Instant now) {
        return Optional.ofNullable(rows.get(name)).filter(row -> row.begunAt().isAfter(now.minus(KEPT)));
    }

    @Override
    public synchronized boolean known(SecretHash name, Instant now) {
        return find(name, now).isPresent();
    }

    @Override
    public <T> Optional<T> finish(Attempt attempt, Supplier<T> work, Function<T, Optional<KeptAnswer>> answer) {
        T result;
        try {
            result = work.get();
        } catch (RuntimeException e) {
            settle(attempt, Optional.empty());
            throw e;
        }
        return settle(attempt, answer.apply(result)) ? Optional.of(result) : Optional.empty();
    }

    /// @return whether the attempt was still its own
    private synchronized boolean settle(Attempt attempt, Optional<KeptAnswer> answer) {
        Optional<Row> own = Optional.ofNullable(rows.get(attempt.name()))
                .filter(row -> row.attempt().equals(attempt) && row.answer().isEmpty());
        own.ifPresent(row -> answer.ifPresentOrElse(
                one -> rows.put(attempt.name(), new Row(attempt, row.begunAt(), Optional.of(one))),
                () -> rows.remove(attempt.name())));
        return own.isPresent();
    }

    @Override
    public synchronized int forgetBegunBefore(Instant end, int most) {
        List<SecretHash> old = rows.entrySet().stream().filter(row -> !row.getValue().begunAt().isAfter(end))
                .map(Map.Entry::getKey).limit(most).toList();
        old.forEach(rows::remove);
        return old.size();
    }
}
