package dev.tollgate.app.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `tollgate train`, for `./tollgate` itself after a build; in no list of commands.
@Command(name = "train", hidden = true, description = "Runs a node under a little load, for the JVM to learn from.")
final class TrainCommand implements Callable<Integer> {

    private final Surroundings around;

    @Option(names = "--seconds", defaultValue = "4", description = "How long.")
    private int seconds;

    TrainCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return around.commands().train(Duration.ofSeconds(seconds));
    }
}
