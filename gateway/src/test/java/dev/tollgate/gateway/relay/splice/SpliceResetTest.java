package dev.tollgate.gateway.relay.splice;

import dev.tollgate.domain.traffic.Ending;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@EnabledOnOs(OS.LINUX)
@Timeout(60)
final class SpliceResetTest {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// How far a tunnel has come when one side resets it.
    enum Moment {
        BEFORE_ANY_BYTE,
        AFTER_LITTLE,
        WITH_A_FULL_BUFFER_UP,
        WITH_A_FULL_BUFFER_DOWN,
        WITH_A_FULL_PIPE_UP,
        WITH_A_FULL_PIPE_DOWN,
        WITH_FULL_PIPES_BOTH_WAYS,
        AFTER_THE_CLIENT_ENDED,
        AFTER_THE_TARGET_ENDED,
        AFTER_THE_CLIENT_ENDED_BEHIND_A_STALL;

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
            Optional<Stall> otherSends = reach(moment, sockets, pair, !byClient);

            Traffic.reset(byClient ? pair.client() : pair.target());

            assertThat(pair.closing().why()).isEqualTo(byClient ? Ending.CLIENT_CLOSED : Ending.TARGET_CLOSED);
            boolean otherHasAll = byClient
                    ? moment == Moment.AFTER_THE_CLIENT_ENDED
                    : moment == Moment.AFTER_THE_TARGET_ENDED;
            // Who has read an end of stream already is not told of more by reading; who writes may be told then, and only once.
            boolean told = Traffic.broken(byClient ? pair.target() : pair.client())
                    || (otherSends.isPresent() && otherSends.get().senderKnows());
            assertThat(told).isEqualTo(!otherHasAll);
        }
    }

    /// @return what one of them sends in the end, if it does
    private Optional<Stall> reach(Moment moment, SplicedSockets sockets, SplicedSockets.Pair pair,
            boolean otherIsClient)
            throws Exception {
        switch (moment) {
            case BEFORE_ANY_BYTE -> {
            }
            case AFTER_LITTLE -> {
                Traffic.say(pair.client(), "hello");
                Traffic.hears(pair.target(), "hello");
            }
            case WITH_A_FULL_BUFFER_UP -> {
                return Optional.of(up(pair)).filter(sent -> otherIsClient);
            }
            case WITH_A_FULL_BUFFER_DOWN -> {
                return Optional.of(down(pair)).filter(sent -> !otherIsClient);
            }
            case WITH_A_FULL_PIPE_UP -> {
                Stall up = up(pair).until(() -> sockets.relay().pipesInUse() == 1);
                return Optional.of(up).filter(sent -> otherIsClient);
            }
            case WITH_A_FULL_PIPE_DOWN -> {
                Stall down = down(pair).until(() -> sockets.relay().pipesInUse() == 1);
                return Optional.of(down).filter(sent -> !otherIsClient);
            }
            case WITH_FULL_PIPES_BOTH_WAYS -> {
                Stall up = up(pair).until(() -> sockets.relay().pipesInUse() == 1);
                Stall down = down(pair).until(() -> sockets.relay().pipesInUse() == 2);
                return Optional.of(otherIsClient ? up : down);
            }
            case AFTER_THE_CLIENT_ENDED -> {
                pair.client().shutdownOutput();
                assertThat(pair.target().getInputStream().read()).isEqualTo(-1);
            }
            case AFTER_THE_TARGET_ENDED -> {
                pair.target().shutdownOutput();
                assertThat(pair.client().getInputStream().read()).isEqualTo(-1);
            }
            case AFTER_THE_CLIENT_ENDED_BEHIND_A_STALL -> {
                sendUntilHeld(pair);
                pair.client().shutdownOutput();
            }
        }
        return Optional.empty();
    }

    private Stall up(SplicedSockets.Pair pair) {
        return new Stall(pair.client(), pair.target(), pair.count()::in, threads);
    }

    private Stall down(SplicedSockets.Pair pair) {
        return new Stall(pair.target(), pair.client(), pair.count()::out, threads);
    }

    private static void sendUntilHeld(SplicedSockets.Pair pair) throws IOException {
        Random random = new Random(1);
        while (pair.held() == 0) {
            Traffic.send(pair.client(), 1 << 16, random, 100_000);
        }
    }
}
