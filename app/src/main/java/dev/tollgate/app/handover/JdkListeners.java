package dev.tollgate.app.handover;

import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The descriptors behind listening sockets of the JDK, which neither tells them nor makes a channel of one.
///
/// They are found in `/proc/self/fd` by the port they listen on. A passed socket takes the place of one that the JDK has just
/// opened: `dup3` lets its number mean the passed one (ADR 0015).
public final class JdkListeners {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    // Of `asm-generic/socket.h`.
    private static final int SOL_SOCKET = 1;
    private static final int SO_ACCEPTCONN = 30;

    private JdkListeners() {}

    /// The descriptors of this process that listen on `port`, but for `known` ones.
    public static List<Integer> listeningOn(int port, Set<Integer> known) throws IOException {
        try (Stream<Path> all = Files.list(DESCRIPTORS)) {
            return all.map(path -> Integer.parseInt(path.getFileName().toString()))
                    .filter(number -> !known.contains(number) && listensOn(number, port)).toList();
        }
    }

    private static boolean listensOn(int descriptor, int port) {
        try {
            if (!Files.readSymbolicLink(DESCRIPTORS.resolve(Integer.toString(descriptor))).toString()
                    .startsWith("socket:")) {
                return false;
            }
            Socket socket = new Socket(descriptor);
            InetSocketAddress at = socket.getIntOpt(SOL_SOCKET, SO_ACCEPTCONN) == 1 ? socket.localAddress() : null;
            return at != null && at.getPort() == port;
        } catch (NoSuchFileException closedMeanwhile) {
            return false;
        } catch (IOException noSocketOfTheInternet) {
            return false;
        }
    }

    /// A channel that accepts from a passed socket.
    ///
    /// @param descriptor the channel's from here on
    public static ServerSocketChannel channel(int descriptor) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            replace(((InetSocketAddress) channel.getLocalAddress()).getPort(), descriptor);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// Lets the listening socket of this process on `port`, from which nobody accepts yet, mean a passed one.
    ///
    /// @param descriptor closed, since another number means the same now
    public static void replace(int port, int descriptor) throws IOException {
        List<Integer> placeholders = listeningOn(port, Set.of(descriptor));
        if (placeholders.size() != 1) {
            throw new IOException("the socket on port " + port + " was not found in " + DESCRIPTORS);
        }
        SystemCalls.duplicate(descriptor, placeholders.getFirst());
        new Socket(descriptor).close();
    }

    /// The port that a passed socket listens on.
    public static int port(int descriptor) {
        return new Socket(descriptor).localAddress().getPort();
    }
}
