package dev.tollgate.control.route;

/// The methods that operations have. `HEAD` is served as `GET`.
public enum Method {
    GET, POST, PATCH, DELETE;

    /// Whether operations of this method usually read a body.
    public boolean takesBody() {
        return this == POST || this == PATCH;
    }

    public boolean writes() {
        return this != GET;
    }
}
