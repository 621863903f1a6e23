package dev.tollgate.gateway.relay.splice;

import dev.tollgate.domain.traffic.Ending;
import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@EnabledOnOs(OS.LINUX)
@Timeout(60)
final class SpliceResetTest {
    private static final long MORE_THAN_KERNELS_TAKE = 96 << 20;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// How far a tunnel has come when one side resets it.
    enum Moment {
        BEFORE_ANY_BYTE, AFTER_LITTLE, WITH_A_FULL_BUFFER_UP, WITH_A_FULL_BUFFER_DOWN, WITH_A_FULL_PIPE_UP,
        WITH_A_FULL_PIPE_DOWN, WITH_FULL_PIPES_BOTH_WAYS, AFTER_THE_CLIENT_ENDED, AFTER_THE_TARGET_ENDED,
        AFTER_THE_CLIENT_ENDED_BEHIND_A_FULL_PIPE;

        int pipes() {
            return this == WITH_A_FULL_BUFFER_UP || this == WITH_A_FULL_BUFFER_DOWN ? 0 : 4;
        }
    }

    static Stream<Arguments> moments() {
        return Arrays.stream(Moment.values())
                .flatMap(moment -> Stream.of(Arguments.of(moment, true), Arguments.of(moment, false)));
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @MethodSource("moments")
    void whoever_resets_takes_the_other_with_it(Moment moment, boolean byClient) throws Exception {
        try (SplicedSockets sockets = new SplicedSockets(moment.pipes())) {
            SplicedSockets.Pair pair = sockets.tunnel();
            reach(moment, pair);

            Traffic.reset(byClient ? pair.client() : pair.target());

            assertThat(pair.closing().why()).isEqualTo(byClient ? Ending.CLIENT_CLOSED : Ending.TARGET_CLOSED);
            boolean otherHasAll = byClient
                    ? moment == Moment.AFTER_THE_CLIENT_ENDED
                    : moment == Moment.AFTER_THE_TARGET_ENDED;
            // Who has read an end of stream already is not told of more by reading.
            assertThat(Traffic.broken(byClient ? pair.target() : pair.client())).isEqualTo(!otherHasAll);
        }
    }

    private void reach(Moment moment, SplicedSockets.Pair pair) throws Exception {
        switch (moment) {
            case BEFORE_ANY_BYTE -> {
            }
            case AFTER_LITTLE -> {
                Traffic.say(pair.client(), "hello");
                Traffic.hears(pair.target(), "hello");
            }
            case WITH_A_FULL_BUFFER_UP, WITH_A_FULL_PIPE_UP -> stall(pair.client(), pair.count()::in);
            case WITH_A_FULL_BUFFER_DOWN, WITH_A_FULL_PIPE_DOWN -> stall(pair.target(), pair.count()::out);
            case WITH_FULL_PIPES_BOTH_WAYS -> {
                stall(pair.client(), pair.count()::in);
                stall(pair.target(), pair.count()::out);
            }
            case AFTER_THE_CLIENT_ENDED -> {
                pair.client().shutdownOutput();
                assertThat(pair.target().getInputStream().read()).isEqualTo(-1);
            }
            case AFTER_THE_TARGET_ENDED -> {
                pair.target().shutdownOutput();
                assertThat(pair.client().getInputStream().read()).isEqualTo(-1);
            }
            case AFTER_THE_CLIENT_ENDED_BEHIND_A_FULL_PIPE -> {
                // So much that it fills the pipe, and not so much that the client cannot get to the end of it.
                stallBelow(pair);
                pair.client().shutdownOutput();
            }
        }
    }

    private void stall(Socket sender, LongSupplier progress) {
        threads.submit(() -> Traffic.send(sender, MORE_THAN_KERNELS_TAKE, new Random(1), 100_000));
        awaitStandstill(progress);
    }

    private static void stallBelow(SplicedSockets.Pair pair) throws IOException {
        Random random = new Random(1);
        while (pair.held() == 0) {
            Traffic.send(pair.client(), 1 << 16, random, 100_000);
        }
    }

    private static void awaitStandstill(LongSupplier progress) {
        long[] last = {-1};
        await().pollInterval(60, TimeUnit.MILLISECONDS).until(() -> {
            long before = last[0];
            last[0] = progress.getAsLong();
            return last[0] > 0 && last[0] == before;
        });
    }
}
