package dev.tollgate.control.route;

/// The methods that operations have. `HEAD` is served as `GET`.
public enum Method {
    GET, POST, PATCH, DELETE;

    /// Whether a body is read.
    public boolean takesBody() {
        return this == POST || this == PATCH;
    }

    public boolean writes() {
        return this != GET;
    }
}
