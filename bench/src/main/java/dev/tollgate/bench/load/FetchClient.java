package dev.tollgate.bench.load;

/// Opens a tunnel, fetches 64 bytes with it and closes it.
final class FetchClient extends Client {
    private int received;

    FetchClient(Run run, int fd, int number) {
        super(run, fd, number);
    }

    @Override
    void opened() {
        send(Letters.SMALL_REQUEST);
    }

    @Override
    void proceed() {
        int length = receive();
        if (length == 0) {
            return;
        }
        received += length;
        if (received == Origin.SMALL_ANSWER) {
            run.tally().operation(startNanos, System.nanoTime());
            close();
        } else if (received > Origin.SMALL_ANSWER) {
            fail("an answer of " + received + " bytes");
        }
    }
}
