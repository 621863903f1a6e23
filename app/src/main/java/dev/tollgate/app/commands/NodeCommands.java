package dev.tollgate.app.commands;

import dev.tollgate.app.Version;
import dev.tollgate.app.cli.Commands;
import dev.tollgate.app.cli.NewToken;
import dev.tollgate.app.client.Api;
import dev.tollgate.app.client.ApiAddress;
import dev.tollgate.app.client.HttpApi;
import dev.tollgate.app.demo.Demo;
import dev.tollgate.app.doctor.Doctor;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.app.settings.read.SettingsSources;
import dev.tollgate.app.training.Training;
import dev.tollgate.app.wiring.Node;
import dev.tollgate.app.wiring.Reload;
import dev.tollgate.app.wiring.ReloadTriggers;
import dev.tollgate.app.wiring.TokenCreation;
import java.io.PrintWriter;
import java.time.Duration;

/// The commands that need a node.
public final class NodeCommands implements Commands {
    private final PrintWriter out;

    public NodeCommands(PrintWriter out) {
        this.out = out;
    }

    @Override
    public int serve(Settings.Outcome.Loaded loaded, SettingsSources sources, boolean takeOver) {
        try (Node node = takeOver ? Node.takeOver(loaded.settings()) : Node.start(loaded.settings());
                ReloadTriggers reloads = new ReloadTriggers(new Reload(sources, loaded.values(), node),
                        Settings.files(sources))) {
            // Before the line by which others tell that it may be stopped.
            StopRequest stop = StopRequest.listen();
            Signals.on("HUP", reloads::request);
            node.whenHandedOver(stop::handedOver);
            node.firstToken().ifPresent(token -> {
                out.println("First start: this API token may do everything. It is shown this once; keep it.");
                out.println(token.reveal());
            });
            node.setupCode().ifPresent(code -> {
                out.println(
                        "First start: this code makes the first owner, once, by POST /v1/setup. It is shown this once.");
                out.println(code.reveal());
            });
            out.println("Tollgate " + Version.current() + " listens: " + node.addresses());
            out.flush();
            stop.await();
            out.println((node.handedOver() ? "Handed over. " : "") + "Draining: waits for open exchanges, at most "
                    + node.longestDrain().toSeconds()
                    + " s. Stop again to cut them.");
            out.flush();
            node.drain(stop::repeated);
            return 0;
        }
    }

    @Override
    public int demo(boolean check, SettingsSources sources) {
        return Demo.run(check, sources.environment(), out, StopRequest.listenAlsoToHangUp());
    }

    @Override
    public int createToken(Settings settings, NewToken token) {
        out.println(TokenCreation.create(settings, token).reveal());
        return 0;
    }

    @Override
    public Api connect(ApiAddress address) {
        return new HttpApi(address);
    }

    @Override
    public int doctor(Settings settings) {
        return new Doctor(settings, out).run();
    }

    @Override
    public int train(Duration duration) {
        Training.run(duration);
        return 0;
    }
}
