package dev.tollgate.bench.load;

/// What clients do once they are in.
public enum Kind {
    /// New connection, 64 bytes through it, close; over and over.
    FETCH,
    /// Plain requests on kept connections.
    REQUEST,
    DOWNLOAD,
    PING_PONG,
    /// One ping-pong, then silence.
    IDLE,
    /// An echo of some megabytes, byte for byte, then the end of the stream from both sides.
    INTEGRITY;

    Client client(Run run, int fd, int number) {
        return switch (this) {
            case FETCH -> new FetchClient(run, fd, number);
            case REQUEST -> new RequestClient(run, fd, number);
            case DOWNLOAD -> new DownloadClient(run, fd, number);
            case PING_PONG -> new PingClient(run, fd, number, false);
            case IDLE -> new PingClient(run, fd, number, true);
            case INTEGRITY -> new IntegrityClient(run, fd, number);
        };
    }
}
