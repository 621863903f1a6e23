package dev.tollgate.gateway.inbound.http;

import dev.tollgate.domain.admission.Check;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.ProxyStatusError;
import dev.tollgate.domain.error.Refusal;
import dev.tollgate.domain.target.Target;
import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.gateway.connection.ClientConnection;
import dev.tollgate.gateway.dial.Dialing;
import dev.tollgate.gateway.forward.AnswerFailure;
import dev.tollgate.gateway.forward.AnswerReceiver;
import dev.tollgate.gateway.forward.Opening;
import dev.tollgate.gateway.forward.UpstreamConnection;
import dev.tollgate.gateway.forward.UpstreamKey;
import dev.tollgate.gateway.http1.BodyFraming;
import dev.tollgate.gateway.http1.ConnectionField;
import dev.tollgate.gateway.http1.HttpVersion;
import dev.tollgate.gateway.http1.RequestHead;
import dev.tollgate.gateway.http1.RequestTarget;
import dev.tollgate.gateway.http1.ResponseFraming;
import dev.tollgate.gateway.http1.ResponseHead;
import dev.tollgate.gateway.inbound.Entrance;
import dev.tollgate.gateway.record.Exchange;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A plain request on its way to the target, and the answer on its way back (G§4.3, G§4.4). Confined to the connection's event
/// loop.
final class PlainRequest implements ActiveRequest, AnswerReceiver, ClientAnswer.Listener {
    private static final int HEAD_SIZE = 1_024;
    private static final Logger LOG = LoggerFactory.getLogger(PlainRequest.class);

    private final HttpInbound inbound;
    private final ClientConnection connection;
    private final Exchange exchange;
    private final Entrance.Entry.Open open;
    private final RequestHead head;
    private final Target target;
    private final Tag tag;
    private final UpstreamKey key;
    private final Upload upload;
    private final ClientAnswer answer;
    private final Silence silence;

    private @Nullable Dialing opening;
    private @Nullable UpstreamConnection upstream;
    private ResponseFraming answerFraming = BodyFraming.NONE;
    private boolean keepClient;

    PlainRequest(HttpInbound inbound, ClientConnection connection, Exchange exchange, Entrance.Entry.Open open,
            RequestHead head, Target target, Tag tag) {
        this.inbound = inbound;
        this.connection = connection;
        this.exchange = exchange;
        this.open = open;
        this.head = head;
        this.target = target;
        this.tag = tag;
        this.key = new UpstreamKey(open.admitted().subUser().id(), open.exit().id(), target,
                head.target() instanceof RequestTarget.Absolute absolute
                        && absolute.scheme() == RequestTarget.Scheme.HTTPS);
        this.upload = new Upload(inbound, exchange, head);
        this.answer = new ClientAnswer(connection.channel(), exchange.bytes(), inbound.writers().own(), this);
        this.silence = new Silence(connection, head, upload, answer, this::silentForTooLong);
    }

    void start() {
        exchange.movedBy(this::cut);
        connection.loop().upstreams().take(key).ifPresentOrElse(this::send, this::openNew);
    }

    private void openNew() {
        opening = connection.loop().upstreams().open(open.exit(), key, this::opened);
    }

    private void opened(Opening outcome) {
        try {
            heard(outcome);
        } catch (RuntimeException | OutOfMemoryError failed) {
            // Whoever told of it does not know this request, and no deadline holds yet.
            LOG.error("{} failed on our side", exchange.id(), failed);
            cut(Ending.FAILED);
        }
    }

    private void heard(Opening outcome) {
        switch (outcome) {
            case Opening.Opened(UpstreamConnection fresh) -> send(fresh);
            case Opening.Failed(Refusal refusal, Check check) -> {
                if (check == Check.DIAL) {
                    exchange.checks().pass(Check.RESOLVE);
                }
                exchange.checks().fail(check);
                refuse(refusal);
            }
        }
    }

    private void send(UpstreamConnection to) {
        exchange.checks().pass(Check.RESOLVE);
        exchange.checks().pass(Check.DIAL);
        upstream = to;
        upload.to(to, head);
        to.begin(this, head.isHead());
        ByteBuf out = to.channel().alloc().ioBuffer(HEAD_SIZE);
        inbound.writers().request().write(head, target.host().toString(), ConnectionField.UNSAID, out);
        to.channel().write(out);
        silence.sawByte();
        sendBody();
        watch();
    }

    // The request's body, from the client to the target.

    @Override
    public void moreBytes() {
        if (upstream != null && !upload.ended()) {
            silence.sawByte();
            sendBody();
        }
    }

    @Override
    public void upstreamWritable() {
        silence.sawByte();
        sendBody();
    }

    private void sendBody() {
        boolean ending = !upload.ended();
        upload.send().ifPresent(this::bodyMalformed);
        countHeld();
        if (ending && upload.ended()) {
            watch();
        }
    }

    private void bodyMalformed(String detail) {
        dropUpstream();
        if (answer.begun()) {
            cut(Ending.CLIENT_CLOSED);
        } else {
            exchange.checks().fail(Check.MESSAGE);
            inbound.refusals().refuse(exchange, Refusal.of(GatewayError.BAD_REQUEST, detail), !head.isHead());
        }
    }

    // The answer, from the target to the client.

    @Override
    public void arrived(int memory) {
        answer.arrived(memory);
    }

    @Override
    public void interim(ResponseHead interim) {
        silence.sawByte();
        if (head.version() == HttpVersion.HTTP_1_1) {
            ByteBuf out = connection.channel().alloc().ioBuffer(HEAD_SIZE);
            inbound.writers().response().writeInterim(interim, out);
            answer.interim(out);
        }
    }

    @Override
    public void head(ResponseHead received) {
        if (received.asksForProxyCredentials()) {
            refuseAtDial(Refusal.of(GatewayError.ORIGIN_407));
            return;
        }
        silence.sawByte();
        answerFraming = received.framing().toward(head.version());
        // What is left of the body could not be told from a next request.
        keepClient = head.keepAlive() && upload.ended() && !(answerFraming instanceof ResponseFraming.UntilClose)
                && !connection.leaving();
        exchange.answered(received.status());
        ByteBuf out = connection.channel().alloc().ioBuffer(HEAD_SIZE);
        inbound.writers().response().begin(received, answerFraming, ConnectionField.toward(head.version(), keepClient),
                out);
        inbound.writers().own().append(exchange.id(), exchange.bytes().in(), open.exit(), open.admitted().wish(),
                tag.ignored(), out);
        answer.head(out, answerFraming, head.wantsTrailers());
        watch();
    }

    @Override
    public void body(ByteBuf piece) {
        silence.sawByte();
        answer.body(piece);
        Channel client = connection.channel();
        if (!client.isWritable()) {
            answer.flush();
        }
        if (upstream != null && !client.isWritable()) {
            upstream.reading(false);
        }
    }

    @Override
    public void clientWritable() {
        silence.sawByte();
        readOn();
    }

    @Override
    public void burstOver() {
        if (answer.pending()) {
            answer.flush();
        }
        if (countHeld() > 0) {
            readOn();
        }
    }

    @Override
    public void delivered() {
        countHeld();
        readOn();
    }

    private void readOn() {
        if (upstream != null) {
            upstream.reading(connection.channel().isWritable() && !(answer.held() > 0 && connection.memoryShort()));
        }
    }

    /// What is read from one side and not taken by the other is on the node's budget.
    ///
    /// @return how much of it waits for the client
    private int countHeld() {
        int forClient = answer.held();
        connection.holdsUnsent(forClient + (upstream == null ? 0 : upstream.held()));
        return forClient;
    }

    @Override
    public void complete() {
        answer.end();
        if (upstream != null) {
            upstream.release(upload.ended());
            upstream = null;
        }
        ChannelFuture delivered = answer.flush();
        delivered.addListener(done -> finished(delivered));
    }

    private void finished(ChannelFuture delivered) {
        if (exchange.ended()) {
            return;
        }
        exchange.end(delivered.isSuccess() ? Ending.COMPLETE : Ending.CLIENT_CLOSED);
        countHeld();
        inbound.answered(delivered, keepClient);
    }

    // Ends that are not the good one.

    @Override
    public void failed(AnswerFailure why) {
        UpstreamConnection broken = upstream;
        upstream = null;
        upload.stop();
        if (answer.begun()) {
            cut(Ending.TARGET_CLOSED);
            return;
        }
        switch (why) {
            case AnswerFailure.Closed() -> {
                if (broken != null && mayRepeat(broken)) {
                    openNew();
                } else {
                    refuseAtDial(Refusal.of(GatewayError.TARGET_CLOSED));
                }
            }
            case AnswerFailure.Malformed(String detail) ->
                refuseAtDial(Refusal.of(GatewayError.TARGET_PROTOCOL_ERROR, detail));
        }
    }

    /// The target may have closed an idle connection just as it was reused, and never have seen the request.
    private boolean mayRepeat(UpstreamConnection broken) {
        boolean noBody = upload.ended() && !upload.begun() && !(head.framing() instanceof BodyFraming.Chunked);
        return broken.reused() && !broken.answerBegun() && head.isIdempotent() && noBody;
    }

    private void refuseAtDial(Refusal refusal) {
        dropUpstream();
        exchange.checks().fail(Check.DIAL);
        refuse(refusal);
    }

    private void refuse(Refusal refusal) {
        upload.stop();
        inbound.refusals().refuse(exchange, head, upload.body(), refusal);
    }

    @Override
    public void clientFinished() {
        if (!upload.ended()) {
            // The rest of the body will never come, and nothing can be made of a part.
            connection.closeNow();
        }
    }

    @Override
    public void clientGone() {
        dropUpstream();
        exchange.end(Ending.CLIENT_CLOSED);
    }

    /// Ends both sides at once, so that the client cannot take what it has for all there is.
    private void cut(Ending why) {
        dropUpstream();
        burstOver();
        exchange.end(why);
        if (answer.begun() && answerFraming instanceof ResponseFraming.UntilClose) {
            connection.reset();
        } else {
            connection.closeNow();
        }
    }

    private void dropUpstream() {
        if (opening != null) {
            opening.cancel();
        }
        if (upstream != null) {
            upstream.close();
        }
        upstream = null;
        upload.stop();
        countHeld();
    }

    // Time.

    private void watch() {
        if (!exchange.ended() && exchange.refusal().isEmpty()) {
            silence.watch();
        }
    }

    private void silentForTooLong() {
        if (exchange.ended()) {
            return;
        }
        if (silence.targetIsDue()) {
            refuseAtDial(Refusal.of(GatewayError.TARGET_TIMEOUT, "The target did not answer in time.")
                    .withProxyStatus(ProxyStatusError.HTTP_RESPONSE_TIMEOUT));
        } else {
            cut(Ending.IDLE);
        }
    }
}
