package dev.tollgate.store.database;

/// The store could not be opened. The message is one line for the operator: what is wrong, and what to do about it.
public final class StoreUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    StoreUnavailable(String problem, String remedy) {
        super(problem + ". " + remedy + ".");
    }

    StoreUnavailable(String problem, String remedy, Throwable cause) {
        super(problem + ". " + remedy + ".", cause);
    }
}
