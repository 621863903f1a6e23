package dev.tollgate.app.training;

import dev.tollgate.app.demo.DemoNode;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What the JVM learns from.
class TrainingTest {

    @Test
    void each_errand_is_done_by_a_real_node() throws IOException {
        try (DemoNode demo = DemoNode.start(true)) {
            for (Exercise.Errand errand : new Exercise(demo).errands()) {
                assertThatCode(errand::run).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void a_training_ends_in_its_time_and_leaves_nothing_running() {
        assertThatCode(() -> Training.run(Duration.ofMillis(200))).doesNotThrowAnyException();
    }

    @Test
    void nothing_is_learnt_from_a_node_that_does_not_answer() throws IOException {
        DemoNode demo = DemoNode.start(true);
        Exercise exercise = new Exercise(demo);
        demo.close();

        assertThatThrownBy(() -> exercise.errands().getFirst().run()).isInstanceOf(IOException.class);
    }
}
