package dev.tollgate.control.idempotency;

import dev.tollgate.control.authentication.Principal;
import dev.tollgate.control.input.Problem;
import dev.tollgate.control.publish.DeferringPublisher;
import dev.tollgate.control.route.Answer;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.idempotency.AnswerRepository;
import dev.tollgate.domain.idempotency.AnswerRepository.Beginning;
import dev.tollgate.domain.idempotency.Attempt;
import dev.tollgate.domain.idempotency.KeptAnswer;
import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.secret.ServerKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Has a request with an `Idempotency-Key` happen once, however often it is sent and to whichever node (A§1.4). Thread-safe.
public final class Repetitions {
    private static final Map<String, String> IN_A_SECOND = Map.of("Retry-After", "1");

    private final AnswerRepository answers;
    private final ServerKey key;
    private final DeferringPublisher publisher;
    private final InstantSource clock;

    /// @param publisher the one that operations publish with
    public Repetitions(AnswerRepository answers, ServerKey key, DeferringPublisher publisher, InstantSource clock) {
        this.answers = answers;
        this.key = key;
        this.publisher = publisher;
        this.clock = clock;
    }

    /// What a key stands for: the same text means something else for another caller, account or path.
    public SecretHash name(Principal caller, String path, IdempotencyKey.Given given) {
        return key.hash(bytes(String.join("\n", "idempotency", caller.id(),
                caller.accountId().value(), path, given.text())));
    }

    /// What tells a request from another of the same name.
    public SecretHash content(String query, byte[] body) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(bytes(query + "\n"));
        content.writeBytes(body);
        return key.hash(content.toByteArray());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Answers with `operation`, unless it has been done before. What the operation changes is committed together with the
    /// answer, and put in force after that.
    ///
    /// @param keeping what of an answer is kept for repetitions; empty: the request may be made again
    public Answer once(Attempt attempt, Supplier<Answer> operation,
            Function<Answer, Optional<KeptAnswer>> keeping) {
        return switch (answers.begin(attempt, clock.instant())) {
            case Beginning.Begun() -> publisher.behind(() -> answers.finish(attempt, operation, keeping))
                    .orElseGet(Repetitions::underWay);
            case Beginning.Repeated(KeptAnswer answer) -> new Answer.Repeated(answer);
            case Beginning.UnderWay() -> underWay();
            case Beginning.OtherContent() -> conflict();
        };
    }

    /// Answers a request whose body cannot be read: it is none that was made before.
    public Answer unlessKnown(SecretHash name, Supplier<Answer> otherwise) {
        return answers.known(name, clock.instant()) ? conflict() : otherwise.get();
    }

    private static Answer underWay() {
        return Answer.refused(Problem.of(ApiError.IDEMPOTENCY_IN_PROGRESS).withHeaders(IN_A_SECOND));
    }

    private static Answer conflict() {
        return Answer.refused(Problem.of(ApiError.IDEMPOTENCY_CONFLICT));
    }
}
