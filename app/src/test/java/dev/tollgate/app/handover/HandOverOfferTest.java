package dev.tollgate.app.handover;

import dev.tollgate.app.cli.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What a node in trouble says to a process that wants its place.
class HandOverOfferTest {
    @TempDir
    Path folder;

    @Test
    void a_node_that_could_not_give_its_sockets_once_gives_them_to_the_next() throws Exception {
        Troubled node = new Troubled();
        try (HandOverOffer offer = HandOverOffer.make(folder, node).orElseThrow()) {
            assertThat(offer).isNotNull();
            assertThatThrownBy(() -> Predecessor.of(folder)).isInstanceOf(UserError.class);

            try (Predecessor next = Predecessor.of(folder).orElseThrow()) {
                assertThat(next.take("api", "127.0.0.1:7780")).isEmpty();
            }

            assertThat(node.asked).hasValue(2);
        }
    }

    /// Whoever asks first finds it out of descriptors.
    private static final class Troubled implements HandOverOffer.Successor {
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public Optional<List<PassedSockets>> sockets() {
            if (asked.incrementAndGet() == 1) {
                throw new UncheckedIOException(new IOException("Too many open files"));
            }
            return Optional.of(List.of(new PassedSockets("gateway", "[::]:7777", List.of())));
        }

        @Override
        public void giveFolder() {}

        @Override
        public void takeBack() {}

        @Override
        public void leave() {}
    }
}
