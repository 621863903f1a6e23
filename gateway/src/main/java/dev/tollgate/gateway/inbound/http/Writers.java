package dev.tollgate.gateway.inbound.http;

import dev.tollgate.gateway.connection.GatewayOptions;
import dev.tollgate.gateway.http1.HeadRules;
import dev.tollgate.gateway.http1.RequestHeadWriter;
import dev.tollgate.gateway.http1.ResponseHeadWriter;

/// What writes the messages of one connection. Confined to its event loop.
///
/// @param request to targets
/// @param response to the client
/// @param own the fields of ours that go to the client
record Writers(RequestHeadWriter request, ResponseHeadWriter response, OwnFields own) {
    static Writers of(GatewayOptions options) {
        HeadRules rules = options.headRules();
        return new Writers(new RequestHeadWriter(rules), new ResponseHeadWriter(rules), new OwnFields(options));
    }
}
