package dev.tollgate.gateway.inbound.proxyprotocol;

import io.netty.buffer.ByteBuf;

/// Reads the PROXY header of a connection, in text (version 1) or binary (version 2). A pure function: the same bytes lead to
/// the same reading however they arrive, and what is malformed is so at its first wrong byte.
final class ProxyHeaders {
    static final HeaderReading INCOMPLETE = new HeaderReading.Incomplete();

    /// Without text in common with version 1, so that one byte tells the two apart.
    private static final int FIRST_OF_TEXT = 'P';

    private ProxyHeaders() {}

    /// Takes one whole header off `in`, or leaves it as it is.
    static HeaderReading read(ByteBuf in) {
        if (!in.isReadable()) {
            return INCOMPLETE;
        }
        return in.getByte(in.readerIndex()) == FIRST_OF_TEXT ? TextHeader.read(in) : BinaryHeader.read(in);
    }
}
