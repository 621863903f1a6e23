package dev.tollgate.gateway.inbound.http;

/// The request of a connection that is being served. Told by [HttpInbound] what happens on the client's side meanwhile.
interface ActiveRequest {
    /// More bytes stand in the connection's buffer.
    void moreBytes();

    /// The client takes bytes again.
    default void clientWritable() {}

    /// The client sends no more, but still reads.
    void clientFinished();

    /// The client is gone. The request ends itself.
    void clientGone();
}
