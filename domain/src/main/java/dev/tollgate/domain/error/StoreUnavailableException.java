package dev.tollgate.domain.error;

/// The store cannot be reached or does not answer: nothing is wrong with the question, and asking again later may help.
public final class StoreUnavailableException extends RuntimeException {

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
