package dev.tollgate.app.handover;

import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits in the data folder for a process that takes this node's place, and passes the listening sockets on to it (ADR 0015).
/// Thread-safe.
///
/// Only processes of the same user are talked to. One conversation at a time: ask, sockets, prepared, folder, serving.
public final class HandOverOffer implements AutoCloseable {
    static final String SOCKET = "node.sock";
    static final String ASK = "take over 1";
    static final String PASS = "pass";
    static final String PREPARED = "prepared";
    static final String SERVING = "serving";
    private static final String YOURS = "yours";
    private static final String NOT_NOW = "it is going down";

    private static final int BACKLOG = 4;
    /// As much of the caller's address as is looked at: nothing, beyond its family.
    private static final int CALLER_ADDRESS = 26;
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final Duration ANSWERS = Duration.ofSeconds(10);
    /// A successor reads its whole store before it says that it is prepared.
    private static final Duration PREPARES = Duration.ofMinutes(5);
    private static final Logger LOG = LoggerFactory.getLogger(HandOverOffer.class);

    private final Socket socket;
    private final Path path;
    private final int owner;
    private final Successor successor;
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean handedOver;

    /// What a node does on its way out.
    public interface Successor {
        /// @return what is listened on; empty if the node is going down anyway
        Optional<List<PassedSockets>> sockets();

        /// The successor is about to serve: the data folder is its.
        void giveFolder();

        /// The successor failed: all is as before.
        void takeBack();

        /// The successor serves.
        void leave();
    }

    private HandOverOffer(Socket socket, Path path, int owner, Successor successor) {
        this.socket = socket;
        this.path = path;
        this.owner = owner;
        this.successor = successor;
        this.thread = Thread.ofPlatform().name("hand-over").daemon().unstarted(this::run);
    }

    /// @return empty where sockets cannot be passed on; then a node can only be stopped and started
    public static Optional<HandOverOffer> make(Path dataDir, Successor successor) {
        if (!LocalSocket.available()) {
            return Optional.empty();
        }
        Path path = dataDir.resolve(SOCKET);
        Path fresh = dataDir.resolve(SOCKET + "." + ProcessHandle.current().pid());
        Socket socket = Socket.newSocketDomain();
        try {
            Files.deleteIfExists(fresh);
            socket.bind(new DomainSocketAddress(fresh.toString()));
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            int owner = (int) Objects.requireNonNull(Files.getAttribute(fresh, "unix:uid"));
            socket.listen(BACKLOG);
            // In one step in the place of a predecessor's, or of one that was killed.
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
            HandOverOffer offer = new HandOverOffer(socket, path, owner, successor);
            offer.thread.start();
            return Optional.of(offer);
        } catch (IOException e) {
            LOG.warn("This node cannot be taken over from while it runs: {} cannot be made ({}).", path,
                    e.getMessage());
            close(socket);
            return Optional.empty();
        }
    }

    private void run() {
        while (!closed && !handedOver) {
            try {
                if (SystemCalls.awaitReadable(socket.intValue(), TURN)) {
                    int caller = socket.accept(new byte[CALLER_ADDRESS]);
                    if (caller >= 0) {
                        talk(new LocalSocket(new Socket(caller)));
                    }
                }
            } catch (IOException | UncheckedIOException e) {
                goOn(e);
            }
        }
        close(socket);
    }

    /// Without descriptors, say, neither a caller is taken nor are sockets found. The next caller may have more luck; but one who waits
    /// already would be met at once again.
    private void goOn(Exception failure) {
        if (!closed) {
            LOG.warn("A process that was to take over failed ({}); this node goes on.", failure.getMessage());
            LockSupport.parkNanos(TURN.toNanos());
        }
    }

    private void talk(LocalSocket line) throws IOException {
        try (line) {
            if (line.peerUser() != owner || !line.hear(ANSWERS).equals(ASK)) {
                return;
            }
            Optional<List<PassedSockets>> passed = successor.sockets();
            if (passed.isEmpty()) {
                line.say(NOT_NOW);
                return;
            }
            line.say(PassedSockets.announced(passed.get()));
            if (!line.hear(ANSWERS).equals(PASS)) {
                return;
            }
            for (PassedSockets one : passed.get()) {
                for (int descriptor : one.descriptors()) {
                    line.pass(descriptor);
                }
            }
            if (line.hear(PREPARES).equals(PREPARED)) {
                giveWay(line);
            }
        }
    }

    private void giveWay(LocalSocket line) throws IOException {
        successor.giveFolder();
        boolean serves = false;
        try {
            line.say(YOURS);
            serves = line.hear(PREPARES).equals(SERVING);
        } finally {
            if (!serves) {
                successor.takeBack();
            }
        }
        if (serves) {
            handedOver = true;
            successor.leave();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.warn("The socket for a hand-over was not closed", e);
        }
    }

    /// Waits for nobody any more.
    @Override
    public void close() throws IOException {
        if (!closed && !handedOver) {
            // After a hand-over it is the successor's.
            Files.deleteIfExists(path);
        }
        closed = true;
    }
}
