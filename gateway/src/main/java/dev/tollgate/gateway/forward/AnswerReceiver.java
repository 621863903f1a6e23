package dev.tollgate.gateway.forward;

import dev.tollgate.gateway.http1.ResponseHead;
import io.netty.buffer.ByteBuf;

/// Takes the answer to one request as it comes. Called on the connection's event loop; any call may end in the connection being
/// closed, and then no other follows.
public interface AnswerReceiver {

    /// Bytes have come, of which it is told next, in a buffer of so many bytes of memory.
    void arrived(int memory);

    /// An interim answer; more heads follow.
    void interim(ResponseHead head);

    /// The final head. Body and end follow.
    void head(ResponseHead head);

    /// A piece of the body, its framing taken off.
    ///
    /// @param bytes the receiver's to release
    void body(ByteBuf bytes);

    /// The answer is complete. The receiver gives the connection back, by [UpstreamConnection#release].
    void complete();

    /// No more comes.
    void failed(AnswerFailure why);

    /// All that had arrived is told: time to flush.
    void burstOver();

    /// The connection takes bytes again.
    void upstreamWritable();
}
