package dev.tollgate.gateway.inbound.tls;

/// A certificate or its key cannot be used. The message is one line: which file, what is wrong, what would be right.
public final class UnusableCertificate extends Exception {
    UnusableCertificate(String message) {
        super(message);
    }

    UnusableCertificate(String message, Throwable cause) {
        super(message, cause);
    }
}
