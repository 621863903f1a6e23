package dev.tollgate.bench.load;

/// Sends 64 bytes to an echo and waits for them: for ever, or once and then keeps the tunnel idle.
final class PingClient extends Client {
    private final boolean once;
    private long sentNanos;
    private int received;

    PingClient(Run run, int fd, int number, boolean once) {
        super(run, fd, number);
        this.once = once;
    }

    @Override
    void opened() {
        sentNanos = System.nanoTime();
        send(Letters.FIRST_PING);
    }

    @Override
    void proceed() {
        int length = receive();
        if (length == 0) {
            return;
        }
        received += length;
        if (received < Letters.PING) {
            return;
        }
        received = 0;
        long now = System.nanoTime();
        run.tally().operation(sentNanos, now);
        if (!once) {
            sentNanos = now;
            send(Letters.NEXT_PING);
        }
    }
}
