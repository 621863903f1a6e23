package dev.tollgate.gateway.inbound.tls;

/// A certificate or its key cannot be used.
public final class UnusableCertificate extends Exception {
    private final String problem;

    UnusableCertificate(String problem) {
        super(problem);
        this.problem = problem;
    }

    UnusableCertificate(String problem, Throwable cause) {
        super(problem, cause);
        this.problem = problem;
    }

    /// One line: which file, what is wrong, what would be right.
    public String problem() {
        return problem;
    }
}
