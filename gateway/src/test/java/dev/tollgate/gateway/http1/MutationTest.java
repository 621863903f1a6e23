package dev.tollgate.gateway.http1;

import java.util.Random;

import org.junit.jupiter.api.Test;

/// The fuzz targets' properties over seeded mutations of the corpus: the same ones in every run.
class MutationTest {

    private static final int ROUNDS = 3_000;

    private final Random random = new Random(20_261_120);

    @Test
    void no_request_is_read_in_two_ways_or_forwarded_with_what_must_not_pass() {
        Corpus.REQUESTS.forEach(Http1Properties::checkRequest);
        for (int round = 0; round < ROUNDS; round++) {
            Http1Properties.checkRequest(Corpus.mutated(Corpus.REQUESTS, random));
        }
    }

    @Test
    void no_answer_is_read_in_two_ways_or_passed_on_with_what_must_not_pass() {
        Corpus.RESPONSES.forEach(text -> Http1Properties.checkResponse(text, false));
        for (int round = 0; round < ROUNDS; round++) {
            Http1Properties.checkResponse(Corpus.mutated(Corpus.RESPONSES, random), random.nextBoolean());
        }
    }

    @Test
    void no_chunks_are_read_in_two_ways() {
        Corpus.CHUNKS.forEach(Http1Properties::checkChunks);
        for (int round = 0; round < ROUNDS; round++) {
            Http1Properties.checkChunks(Corpus.mutated(Corpus.CHUNKS, random));
        }
    }
}
