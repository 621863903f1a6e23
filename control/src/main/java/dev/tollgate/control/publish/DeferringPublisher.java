package dev.tollgate.control.publish;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// Publishes at once; within work that is committed as a whole, behind its end: before that there is nothing to be seen.
/// Thread-safe.
public final class DeferringPublisher implements AccessPublisher {
    private final AccessPublisher publisher;
    /// Of the thread that does such work: whether it asked to publish.
    private final ScopedValue<AtomicBoolean> asked = ScopedValue.newInstance();

    public DeferringPublisher(AccessPublisher publisher) {
        this.publisher = publisher;
    }

    /// Does `work`, and then publishes what it asked to publish on this thread. If it throws, nothing was committed.
    public <T> T behind(Supplier<T> work) {
        AtomicBoolean wanted = new AtomicBoolean();
        T result = ScopedValue.where(asked, wanted).call(work::get);
        if (wanted.get()) {
            publisher.publish();
        }
        return result;
    }

    @Override
    public void publish() {
        if (asked.isBound()) {
            asked.get().set(true);
        } else {
            publisher.publish();
        }
    }

    @Override
    public boolean inForce() {
        return publisher.inForce();
    }
}
