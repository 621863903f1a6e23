package dev.tollgate.app.wiring;

import dev.tollgate.domain.error.StoreFailure;
import dev.tollgate.domain.idempotency.AnswerRepository;
import dev.tollgate.domain.limit.ApiRates;
import dev.tollgate.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what is counted in memory to the store every few seconds, and removes from the store what is too old to be of use.
/// Confined to the watch's thread, but for closing.
final class Housekeeping implements AutoCloseable {
    private static final Duration TIDY_EVERY = Duration.ofMinutes(1);
    /// How long a lost node is still shown.
    private static final Duration SILENT_FOR_GOOD = Duration.ofHours(24);
    /// So many rows at a time, so that no writer waits long.
    private static final int BATCH = 500;
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final Store store;
    private final InstantSource clock;
    private final ApiRates rates;
    private Instant nextTidying = Instant.MIN;

    Housekeeping(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.rates = new ApiRates(store.apiUsage());
    }

    ApiRates rates() {
        return rates;
    }

    void run() {
        try {
            Instant now = clock.instant();
            rates.write(now);
            if (!now.isBefore(nextTidying)) {
                nextTidying = now.plus(TIDY_EVERY);
                tidy(now);
            }
        } catch (StoreFailure e) {
            // The publisher has said that the store is away; there will be another time.
            LOG.debug("the housekeeping waits for the store", e);
        }
    }

    private void tidy(Instant now) {
        AnswerRepository answers = store.answers();
        int forgotten = BATCH;
        while (forgotten == BATCH) {
            forgotten = answers.forgetBegunBefore(now.minus(AnswerRepository.KEPT), BATCH);
        }
        store.nodes().forgetSilentSince(now.minus(SILENT_FOR_GOOD));
        store.apiUsage().forgetBefore(LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(1));
    }

    @Override
    public void close() {
        try {
            rates.write(clock.instant());
        } catch (StoreFailure e) {
            LOG.warn("The API requests of the last seconds could not be counted: {}", e.getMessage());
        }
    }
}
