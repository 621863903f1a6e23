package dev.tollgate.gateway.http1;

import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Seeded mutations of the corpus before [NettyOracle]: the same ones in every run.
class NettyDifferentialTest {

    private static final int ROUNDS = 20_000;

    private final Random random = new Random(4_217);

    @Test
    void netty_reads_every_request_that_we_accept_in_the_same_way() {
        assertThat(accepted(Corpus.REQUESTS, NettyOracle::agreesOnRequest)).isGreaterThan(ROUNDS / 10);
    }

    @Test
    void netty_sees_one_host_and_one_framing_in_every_request_that_we_forward() {
        assertThat(accepted(Corpus.REQUESTS, NettyOracle::agreesOnForwarded)).isGreaterThan(ROUNDS / 10);
    }

    @Test
    void netty_reads_every_answer_that_we_accept_in_the_same_way() {
        assertThat(accepted(Corpus.RESPONSES, NettyOracle::agreesOnResponse)).isGreaterThan(ROUNDS / 10);
    }

    @Test
    void netty_decodes_all_chunks_that_we_accept_to_the_same_body() {
        assertThat(accepted(Corpus.CHUNKS, NettyOracle::agreesOnChunks)).isGreaterThan(ROUNDS / 20);
    }

    private int accepted(List<String> messages, Predicate<String> agrees) {
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            accepted += agrees.test(Corpus.mutated(messages, random)) ? 1 : 0;
        }
        return accepted;
    }
}
