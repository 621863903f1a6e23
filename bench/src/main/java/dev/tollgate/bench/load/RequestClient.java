package dev.tollgate.bench.load;

/// Sends plain requests for 1 KiB, one after the other, on a connection that is kept.
final class RequestClient extends Client {
    private long askedNanos;
    /// Of the body; negative while the head is awaited.
    private int received = -1;

    RequestClient(Run run, int fd, int number) {
        super(run, fd, number);
    }

    @Override
    void opened() {
        ask();
    }

    private void ask() {
        received = -1;
        head.clear();
        askedNanos = System.nanoTime();
        send(run.letters().request(number));
    }

    @Override
    void proceed() {
        int length = receive();
        if (length == 0) {
            return;
        }
        if (received >= 0) {
            received += length;
        } else if (head.add(run.loop().buffer(), length)) {
            received = head.bodyBytes();
            int announced = head.contentLength();
            if (!head.ok() || (announced >= 0 && announced != Origin.LARGE_BODY)) {
                fail("answered " + head + " with " + announced + " bytes");
                return;
            }
        }
        if (received >= Origin.LARGE_BODY) {
            answered();
        }
    }

    /// A proxy may close a kept connection between two requests; the client comes again.
    @Override
    void ended(int result) {
        if (received < 0 && head.bodyBytes() == 0) {
            close();
        } else {
            super.ended(result);
        }
    }

    private void answered() {
        if (received > Origin.LARGE_BODY) {
            fail("a body of " + received + " bytes");
            return;
        }
        run.tally().operation(askedNanos, System.nanoTime());
        if (head.closes()) {
            close();
        } else {
            ask();
        }
    }
}
