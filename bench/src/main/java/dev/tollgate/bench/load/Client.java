package dev.tollgate.bench.load;

import dev.tollgate.bench.kernel.Kernel;
import dev.tollgate.bench.kernel.Loop;
import dev.tollgate.bench.kernel.Watcher;
import java.lang.foreign.MemorySegment;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

/// One client's connection, from its first byte: it logs in, and then does what its kind does. Confined to its loop.
abstract class Client implements Watcher {
    private static final int SOCKS_ANSWER = 10;
    private static final byte BY_PASSWORD = 2;

    final Run run;
    final int fd;
    final int number;
    final Wire wire;
    final long startNanos = System.nanoTime();
    final AnswerHead head = new AnswerHead();
    private Step step = Step.CONNECTING;
    private int answered;
    private boolean closed;

    private enum Step {
        CONNECTING, SECURING, CONNECT, SOCKS_METHOD, SOCKS_LOGIN, SOCKS_REQUEST, OPEN
    }

    /// @param number of the client in its run: says whose login it uses
    Client(Run run, int fd, int number) {
        this.run = run;
        this.fd = fd;
        this.number = number;
        this.wire = run.wire(fd);
    }

    /// The way to the origin, or to the proxy for plain requests, is open.
    abstract void opened();

    /// Something can be received, or sent if the client asked for that.
    abstract void proceed();

    /// The stream has ended where the client did not expect it.
    void ended(int result) {
        fail("ended with " + result + " at " + step);
    }

    @Override
    public final void ready(int events) {
        switch (step) {
            case CONNECTING -> connected();
            case SECURING -> secure();
            case OPEN -> proceed();
            case CONNECT, SOCKS_METHOD, SOCKS_LOGIN, SOCKS_REQUEST -> {
                int length = receive();
                if (length > 0) {
                    answer(run.loop().buffer(), length);
                }
            }
        }
    }

    private void connected() {
        int error = Kernel.errorOf(fd);
        if (error < 0) {
            fail("cannot connect: " + error);
            return;
        }
        run.loop().change(fd, Loop.READABLE);
        step = Step.SECURING;
        secure();
    }

    private void secure() {
        try {
            if (!wire.open()) {
                return;
            }
        } catch (IllegalStateException e) {
            fail(e + ": " + e.getCause());
            return;
        }
        switch (run.entrance().protocol()) {
            case DIRECT, HTTP -> open();
            case CONNECT -> ask(Step.CONNECT, run.letters().connect(number));
            case SOCKS5 -> ask(Step.SOCKS_METHOD, Letters.SOCKS_GREETING);
        }
    }

    private void ask(Step next, MemorySegment letter) {
        step = next;
        send(letter);
    }

    private void answer(MemorySegment bytes, int length) {
        switch (step) {
            case CONNECT -> {
                if (head.add(bytes, length)) {
                    check(head.ok(), () -> open());
                }
            }
            case SOCKS_METHOD -> check(length == 2 && bytes.get(JAVA_BYTE, 1) == BY_PASSWORD,
                    () -> ask(Step.SOCKS_LOGIN, run.letters().socksLogin(number)));
            case SOCKS_LOGIN -> check(length == 2 && bytes.get(JAVA_BYTE, 1) == 0,
                    () -> ask(Step.SOCKS_REQUEST, run.letters().socksRequest()));
            case SOCKS_REQUEST -> {
                boolean good = answered > 0 || (length >= 2 && bytes.get(JAVA_BYTE, 1) == 0);
                answered += length;
                if (!good || answered >= SOCKS_ANSWER) {
                    check(good && answered == SOCKS_ANSWER, () -> open());
                }
            }
            case CONNECTING, SECURING, OPEN -> throw new IllegalStateException("no answer is awaited at " + step);
        }
    }

    private void check(boolean good, Runnable next) {
        if (good) {
            next.run();
        } else {
            fail("refused at " + step + ": " + head);
        }
    }

    private void open() {
        step = Step.OPEN;
        opened();
    }

    /// Puts what came into the loop's buffer; where the stream has ended instead, the client is told.
    ///
    /// @return how many bytes; 0 where nothing came
    final int receive() {
        int length = wire.receive();
        if (length <= 0 && length != Kernel.TRY_AGAIN) {
            ended(length);
        }
        return Math.max(0, length);
    }

    /// Sends all of `letter`, or gives the connection up.
    final void send(MemorySegment letter) {
        int sent = wire.send(letter);
        if (sent != letter.byteSize()) {
            fail("cannot send: " + sent);
        }
    }

    final void fail(String what) {
        run.tally().error(what);
        close();
    }

    final void close() {
        if (!closed) {
            closed = true;
            run.loop().close(fd);
            run.closed(this);
        }
    }
}
