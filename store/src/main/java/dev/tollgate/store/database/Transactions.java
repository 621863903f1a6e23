package dev.tollgate.store.database;

import dev.tollgate.domain.error.StoreFailure;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/// Runs the work of a [Database]: each piece in a transaction of its own, or several together in one. Thread-safe.
final class Transactions {
    private final Jdbi readers;
    private final Supplier<Transaction> writer;
    /// Of the thread that runs work together. One to each database: a thread may use two.
    private final ScopedValue<Joint> joint = ScopedValue.newInstance();

    /// @param writer begins a transaction that writes, once it is this one's turn
    Transactions(Jdbi readers, Supplier<Transaction> writer) {
        this.readers = readers;
        this.writer = writer;
    }

    <T> T read(Function<Handle, T> work) {
        try {
            return joint.isBound() && joint.get().begun()
                    ? joint.get().read(work)
                    : readers.inTransaction(work::apply);
        } catch (JdbiException e) {
            throw Failures.of(e);
        }
    }

    <T> T write(Function<Handle, T> work) {
        try {
            return joint.isBound() ? joint.get().write(work) : alone(work);
        } catch (JdbiException e) {
            throw Failures.of(e);
        }
    }

    private <T> T alone(Function<Handle, T> work) {
        try (Transaction transaction = writer.get()) {
            T result = work.apply(transaction.handle());
            transaction.commit();
            return result;
        }
    }

    <T> T together(Supplier<T> work, Predicate<T> commit) {
        if (joint.isBound()) {
            throw new IllegalStateException("work that is done together is within other such work");
        }
        try (Joint own = new Joint(writer)) {
            T result = ScopedValue.where(joint, own).call(work::get);
            if (commit.test(result)) {
                own.commit();
            }
            return result;
        } catch (JdbiException e) {
            throw Failures.of(e);
        }
    }

    /// The one transaction of work that is done together; begun by the first piece that writes. Confined to one thread.
    private static final class Joint implements AutoCloseable {
        private static final String PIECE = "piece";

        private final Supplier<Transaction> writer;
        private Begun begun = new Begun.NotYet();

        Joint(Supplier<Transaction> writer) {
            this.writer = writer;
        }

        /// Whether anything was written.
        private sealed interface Begun {
            record NotYet() implements Begun {}

            record Running(Transaction transaction) implements Begun {}

            /// A piece could not be taken back, so that the rest must not be committed either.
            record Broken(Transaction transaction) implements Begun {}
        }

        boolean begun() {
            return !(begun instanceof Begun.NotYet);
        }

        <T> T read(Function<Handle, T> work) {
            return work.apply(running().handle());
        }

        <T> T write(Function<Handle, T> work) {
            Transaction transaction = running();
            Handle handle = transaction.handle();
            handle.execute("SAVEPOINT " + PIECE);
            boolean done = false;
            try {
                T result = work.apply(handle);
                handle.execute("RELEASE SAVEPOINT " + PIECE);
                done = true;
                return result;
            } finally {
                if (!done) {
                    takeBack(transaction);
                }
            }
        }

        private Transaction running() {
            if (begun instanceof Begun.NotYet) {
                begun = new Begun.Running(writer.get());
            }
            return switch (begun) {
                case Begun.Running(Transaction transaction) -> transaction;
                case Begun.NotYet() -> throw new IllegalStateException("was begun above");
                case Begun.Broken(Transaction transaction) ->
                    throw new StoreFailure("an earlier change of the same request failed", new IllegalStateException());
            };
        }

        private void takeBack(Transaction transaction) {
            try {
                transaction.handle().execute("ROLLBACK TO SAVEPOINT " + PIECE);
                transaction.handle().execute("RELEASE SAVEPOINT " + PIECE);
            } catch (JdbiException _) {
                // What went wrong first is on its way up.
                begun = new Begun.Broken(transaction);
            }
        }

        void commit() {
            if (begun()) {
                running().commit();
            }
        }

        @Override
        public void close() {
            switch (begun) {
                case Begun.NotYet() -> {
                }
                case Begun.Running(Transaction transaction) -> transaction.close();
                case Begun.Broken(Transaction transaction) -> transaction.close();
            }
        }
    }
}
