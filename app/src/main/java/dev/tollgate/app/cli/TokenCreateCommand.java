package dev.tollgate.app.cli;

import dev.tollgate.app.settings.read.RawValue;
import dev.tollgate.app.settings.read.Reading;
import dev.tollgate.app.settings.read.Syntax;
import dev.tollgate.app.settings.read.Syntaxes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tollgate token create`.
@Command(name = "create", description = "Makes an API token of the operator's account and prints it.")
final class TokenCreateCommand implements Callable<Integer> {

    private static final Duration FIVE_YEARS = Duration.ofDays(5 * 365);
    private static final Syntax<Optional<Duration>> LIFETIME = Syntaxes.duration(Duration.ofMinutes(1), FIVE_YEARS)
            .orWord("never");

    private final Surroundings around;

    @Mixin
    private final SettingsOptions options = new SettingsOptions();

    @Option(names = "--name", defaultValue = "cli", description = "What it is for (default: ${DEFAULT-VALUE}).")
    private String name = "";

    @Option(names = "--scope", split = ",", paramLabel = "SCOPE", description = "What it may do (default: everything, which is *,operator:* and in the sandbox *).")
    private List<String> scopes = List.of();

    @Option(names = "--source-ip", split = ",", paramLabel = "CIDR", description = "Where it may be used from.")
    private List<String> sourceIps = List.of();

    @Option(names = "--expires-in", defaultValue = "never", paramLabel = "DURATION", description = "How long it is good for, such as 24h (default: ${DEFAULT-VALUE}).")
    private String expiresIn = "";

    @Option(names = "--test", description = "A token of the sandbox.")
    private boolean test;

    TokenCreateCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        var token = new NewToken(name, scopes.isEmpty() ? everything() : scopes, sourceIps, lifetime(), test);
        return around.commands().createToken(options.load(around.environment()).settings(), token);
    }

    private List<String> everything() {
        return test ? List.of("*") : List.of("*", "operator:*");
    }

    private Optional<Duration> lifetime() {
        return switch (LIFETIME.read(new RawValue.Text(expiresIn))) {
            case Reading.Fits<Optional<Duration>>(Optional<Duration> lifetime) -> lifetime;
            case Reading.Unfit<Optional<Duration>> _ ->
                throw new UserError("--expires-in is not valid", "expected " + LIFETIME.expected());
        };
    }
}
