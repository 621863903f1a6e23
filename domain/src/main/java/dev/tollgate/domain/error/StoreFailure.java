package dev.tollgate.domain.error;

/// The store cannot be asked or told now. Thrown by every port that the store implements; the API answers
/// [ApiError#UNAVAILABLE]. After a failed change it is not known whether it took place.
public final class StoreFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
