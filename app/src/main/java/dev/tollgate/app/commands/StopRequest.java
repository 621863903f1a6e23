package dev.tollgate.app.commands;

import dev.tollgate.app.demo.EndRequest;
import java.util.concurrent.CountDownLatch;

/// Being asked to stop by a signal, once or again. Thread-safe.
record StopRequest(CountDownLatch first, CountDownLatch second) implements EndRequest {

    /// Hears SIGTERM and Ctrl-C from now on, which then no longer end the process by themselves.
    static StopRequest listen() {
        StopRequest request = new StopRequest(new CountDownLatch(1), new CountDownLatch(1));
        Signals.on("TERM", request::heard);
        Signals.on("INT", request::heard);
        return request;
    }

    /// As [#listen], and the terminal going away counts too.
    static StopRequest listenAlsoToHangUp() {
        StopRequest request = listen();
        Signals.on("HUP", request::heard);
        return request;
    }

    private synchronized void heard() {
        if (made()) {
            second.countDown();
        }
        first.countDown();
    }

    /// Another process took this one's place: a signal now counts as the second.
    void handedOver() {
        first.countDown();
    }

    @Override
    public boolean made() {
        return first.getCount() == 0;
    }

    /// Whether it was asked again, which means: at once.
    boolean repeated() {
        return second.getCount() == 0;
    }

    @Override
    public void await() {
        try {
            first.await();
        } catch (InterruptedException _) {
            // Whoever interrupts the main thread wants it to end as well.
            Thread.currentThread().interrupt();
        }
    }
}
