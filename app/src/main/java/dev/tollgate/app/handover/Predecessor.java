package dev.tollgate.app.handover;

import dev.tollgate.app.cli.UserError;
import io.netty.channel.unix.FileDescriptor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The node whose place this process takes: its listening sockets are here already, it serves until it is told that we do.
/// Confined to one thread.
///
/// Closing it before [#serving] was called leaves everything to the predecessor.
public final class Predecessor implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LocalSocket line;
    private final List<PassedSockets> passed;

    private Predecessor(LocalSocket line, List<PassedSockets> passed) {
        this.line = line;
        this.passed = passed;
    }

    /// Asks the node that runs on a data folder for its sockets.
    ///
    /// @return empty if none runs there
    /// @throws UserError if it does not give them away
    public static Optional<Predecessor> of(Path dataDir) {
        if (!LocalSocket.available()) {
            throw new UserError("taking over from a running node works on Linux only", "stop it, then start this one");
        }
        try {
            Optional<LocalSocket> line = LocalSocket.connect(dataDir.resolve(HandOverOffer.SOCKET));
            return line.isPresent() ? Optional.of(ask(line.get())) : Optional.empty();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static Predecessor ask(LocalSocket line) throws IOException {
        List<PassedSockets> taken = new ArrayList<>();
        try {
            line.say(HandOverOffer.ASK);
            String answer = line.hear(PATIENCE);
            List<PassedSockets> announced = PassedSockets.read(answer)
                    .orElseThrow(() -> new UserError("the running node does not hand over (" + answer + ")",
                            "wait until it is gone, then start this one"));
            line.say(HandOverOffer.PASS);
            for (PassedSockets one : announced) {
                List<Integer> descriptors = new ArrayList<>();
                for (int i = 0; i < one.descriptors().size(); i++) {
                    descriptors.add(line.take(PATIENCE));
                }
                taken.add(new PassedSockets(one.role(), one.place(), descriptors));
            }
            return new Predecessor(line, taken);
        } catch (IOException | RuntimeException e) {
            taken.forEach(Predecessor::drop);
            line.close();
            throw e;
        }
    }

    /// Takes the sockets of a listener, if it listened where this process is to listen.
    ///
    /// @param place as [PassedSockets#place]
    /// @return the caller's to close
    public Optional<List<Integer>> take(String role, String place) {
        Optional<PassedSockets> found = passed.stream()
                .filter(one -> one.role().equals(role) && one.place().equals(place) && !one.descriptors().isEmpty())
                .findFirst();
        found.ifPresent(passed::remove);
        return found.map(PassedSockets::descriptors);
    }

    /// Says that this process is ready to serve, and has the data folder given up to it.
    public void prepared() {
        try {
            line.say(HandOverOffer.PREPARED);
            line.hear(PATIENCE);
        } catch (EOFException gone) {
            // It ended meanwhile, and with that gave up the folder.
            return;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// Says that this process serves: the predecessor accepts nobody any more.
    public void serving() {
        try {
            line.say(HandOverOffer.SERVING);
        } catch (IOException gone) {
            // Then it does not serve any more either.
            return;
        }
    }

    private static UserError failed(IOException e) {
        return new UserError("the running node cannot be taken over from (" + e.getMessage() + ")",
                "stop it, then start this one");
    }

    private static void drop(PassedSockets unwanted) {
        for (int descriptor : unwanted.descriptors()) {
            try {
                new FileDescriptor(descriptor).close();
            } catch (IOException e) {
                // Ours alone, and gone with the process at the latest.
            }
        }
    }

    /// Drops what was not taken.
    @Override
    public void close() throws IOException {
        passed.forEach(Predecessor::drop);
        passed.clear();
        line.close();
    }
}
