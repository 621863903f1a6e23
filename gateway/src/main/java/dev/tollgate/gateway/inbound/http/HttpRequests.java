package dev.tollgate.gateway.inbound.http;

import dev.tollgate.domain.target.Host;
import dev.tollgate.domain.target.HostReading;
import dev.tollgate.domain.target.HostSyntax;
import dev.tollgate.domain.target.Target;
import dev.tollgate.gateway.http1.HeadFault;
import dev.tollgate.gateway.http1.RequestHead;
import dev.tollgate.gateway.http1.RequestTarget;

/// Where a request wants to go: the last part of check `message`.
final class HttpRequests {
    private HttpRequests() {}

    /// What a request's target turned out to be.
    sealed interface Destination {
        record To(Target target) implements Destination {}

        record Refused(HeadFault fault, String detail) implements Destination {}
    }

    static Destination destination(RequestHead head) {
        return switch (head.target()) {
            case RequestTarget.Unserved(HeadFault fault, String detail) -> new Destination.Refused(fault, detail);
            case RequestTarget.Authority(String host, int port) -> to(host, port);
            case RequestTarget.Absolute absolute -> to(absolute.hostText(), absolute.effectivePort());
        };
    }

    private static Destination to(String hostText, int port) {
        return switch (HostSyntax.read(hostText)) {
            case HostReading.Valid(Host host) -> new Destination.To(new Target(host, port));
            case HostReading.Invalid(String why) ->
                new Destination.Refused(HeadFault.BAD_REQUEST, "The host of the target: " + why + ".");
        };
    }
}
