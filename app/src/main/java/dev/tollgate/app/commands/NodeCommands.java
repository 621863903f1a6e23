package dev.tollgate.app.commands;

import dev.tollgate.app.Version;
import dev.tollgate.app.cli.Commands;
import dev.tollgate.app.cli.NewToken;
import dev.tollgate.app.demo.Demo;
import dev.tollgate.app.doctor.Doctor;
import dev.tollgate.app.settings.Settings;
import dev.tollgate.app.settings.read.SettingsSources;
import dev.tollgate.app.wiring.Node;
import dev.tollgate.app.wiring.TokenCreation;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;

/// The commands that need a node.
public final class NodeCommands implements Commands {
    private final PrintWriter out;

    public NodeCommands(PrintWriter out) {
        this.out = out;
    }

    @Override
    public int serve(Settings settings, SettingsSources sources) {
        try (Node node = Node.start(settings)) {
            node.firstToken().ifPresent(token -> {
                out.println("First start: this API token may do everything. It is shown this once; keep it.");
                out.println(token.reveal());
            });
            out.println("Tollgate " + Version.current() + " listens: " + node.addresses());
            out.flush();
            StopRequest stop = StopRequest.listen();
            stop.await();
            out.println("Draining: waits for open exchanges, at most " + settings.drain().max().toSeconds()
                    + " s. Stop again to cut them.");
            stop.untilRepeated(node::drain);
            return 0;
        }
    }

    @Override
    public int demo(boolean check, SettingsSources sources) {
        return Demo.run(check, sources, out, () -> StopRequest.listen().await());
    }

    @Override
    public int createToken(Settings settings, NewToken token) {
        out.println(TokenCreation.create(settings, token).reveal());
        return 0;
    }

    @Override
    public int doctor(Settings settings) {
        return new Doctor(settings, out).run();
    }

    /// Being asked to stop, once or again.
    private record StopRequest(CountDownLatch first, CountDownLatch second) {
        static StopRequest listen() {
            StopRequest request = new StopRequest(new CountDownLatch(1), new CountDownLatch(1));
            Signals.onStop(() -> {
                if (request.first.getCount() == 0) {
                    request.second.countDown();
                }
                request.first.countDown();
            });
            return request;
        }

        void await() {
            try {
                first.await();
            } catch (InterruptedException _) {
                // Whoever interrupts the main thread wants it to end as well.
                Thread.currentThread().interrupt();
            }
        }

        /// Runs `work`, and interrupts it when the request is repeated.
        void untilRepeated(Runnable work) {
            Thread worker = Thread.currentThread();
            Thread watch = Thread.ofVirtual().start(() -> {
                try {
                    second.await();
                    worker.interrupt();
                } catch (InterruptedException _) {
                    // The work is done: there is nothing left to interrupt.
                    return;
                }
            });
            work.run();
            watch.interrupt();
            var _ = Thread.interrupted();
        }
    }
}
