package dev.tollgate.app.client;

/// The REST API of a node, called with one token. Thread-safe.
@FunctionalInterface
public interface Api {

    /// Never throws: what goes wrong is an answer too.
    Answer send(Call call);

    /// Where the API is and who calls it.
    interface Connector {
        Api connect(ApiAddress address);
    }
}
