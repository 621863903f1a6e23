package dev.tollgate.control.http;

/// The API cannot begin to listen; the message is one line for an operator, with the remedy.
public final class ListenException extends RuntimeException {

    public ListenException(String message, Throwable cause) {
        super(message, cause);
    }
}
