package dev.tollgate.gateway.inbound.http;

import dev.tollgate.domain.admission.Check;
import dev.tollgate.domain.error.Refusal;
import dev.tollgate.domain.target.Target;
import dev.tollgate.gateway.connection.ClientConnection;
import dev.tollgate.gateway.http1.HeadFault;
import dev.tollgate.gateway.http1.RequestHead;
import dev.tollgate.gateway.inbound.Entrance;
import dev.tollgate.gateway.record.Exchange;

/// From a sound head to what serves it, or to a refusal: where it wants to go, whether it may, by which exit. Confined to the
/// connection's event loop.
final class RequestStart {
    private final HttpInbound inbound;
    private final ClientConnection connection;
    private final Entrance entrance;

    RequestStart(HttpInbound inbound, ClientConnection connection) {
        this.inbound = inbound;
        this.connection = connection;
        this.entrance = new Entrance(connection);
    }

    /// @param keptAlive whether the connection was kept for it
    void start(Exchange exchange, RequestHead head, boolean keptAlive) {
        Tag tag = Tag.read(head);
        tag.value().ifPresent(exchange::tag);
        switch (HttpRequests.destination(head)) {
            case HttpRequests.Destination.Refused(HeadFault fault, String detail) -> {
                exchange.checks().fail(Check.MESSAGE);
                inbound.refusals().refuse(exchange, head, Refusal.of(HttpFaults.error(fault), detail));
            }
            case HttpRequests.Destination.To(Target target) -> {
                exchange.checks().pass(Check.MESSAGE);
                admit(exchange, head, target, tag, keptAlive);
            }
        }
    }

    private void admit(Exchange exchange, RequestHead head, Target target, Tag tag, boolean keptAlive) {
        // On a connection that was kept for it, a plain request may have set out before its client could know that the node
        // takes leave.
        boolean promised = keptAlive && !head.isConnect();
        switch (entrance.enter(exchange, HttpCredentials.read(head.proxyAuthorization()), target, !head.isConnect(),
                promised)) {
            case Entrance.Entry.Closed(Refusal refusal) -> inbound.refusals().refuse(exchange, head, refusal);
            case Entrance.Entry.Open open -> serve(exchange, head, target, open, tag);
        }
    }

    private void serve(Exchange exchange, RequestHead head, Target target, Entrance.Entry.Open open, Tag tag) {
        if (head.isConnect()) {
            ConnectRequest connect = new ConnectRequest(inbound, connection, exchange, open, target, tag);
            inbound.serves(connect);
            connect.start();
        } else if (OptionsAnswer.due(head)) {
            OptionsAnswer.send(inbound, connection, exchange, head, open, tag);
        } else if (open.inSandbox()) {
            SandboxRequest sandboxed = new SandboxRequest(inbound, connection, exchange, open, head, target, tag);
            inbound.serves(sandboxed);
            sandboxed.start();
        } else {
            PlainRequest plain = new PlainRequest(inbound, connection, exchange, open, head, target, tag);
            inbound.serves(plain);
            plain.start();
        }
    }
}
