package dev.tollgate.app;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.admission.CheckLog;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.exit.ExitId;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.target.Host;
import dev.tollgate.domain.target.Target;
import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.domain.traffic.ExchangeProtocol;
import dev.tollgate.domain.traffic.ExchangeRecord;
import dev.tollgate.domain.traffic.ExchangeRecord.Caller;
import dev.tollgate.domain.traffic.RequestId;
import dev.tollgate.domain.traffic.SocksStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// Makes records of exchanges, each part changeable.
public final class Records {
    private String id = "req_01JD40A";
    private Instant startedAt = Instant.parse("2026-06-02T10:06:40.250Z");
    private ExchangeProtocol protocol = ExchangeProtocol.HTTP_CONNECT;
    private Caller caller = new Caller(Optional.of(new AccountId("usr_01JD2")),
            Optional.of(new SubUserId("sub_01JD3Y7")), Optional.of("s4k9d0q2m7x"), true,
            Optional.of("helo_s4k9d0q2m7x-type-res-region-de"), Optional.of(Product.RESIDENTIAL), Environment.LIVE);
    private Optional<Target> target = Optional.of(new Target(new Host.Name("shop.example"), 443));
    private OptionalInt status = OptionalInt.of(200);
    private Optional<SocksStatus> socks = Optional.empty();
    private Optional<Duration> answeredAfter = Optional.empty();
    private Optional<GatewayError> error = Optional.empty();
    private Optional<String> code = Optional.empty();
    private long bytesIn = 10;
    private long bytesOut = 20;

    private Records() {}

    /// A CONNECT that went well.
    public static Records served() {
        return new Records();
    }

    /// A CONNECT that was turned away.
    public static Records refused(GatewayError why) {
        Records made = new Records();
        made.error = Optional.of(why);
        made.code = Optional.of(why.code());
        made.status = OptionalInt.of(why.status());
        made.bytesIn = 0;
        made.bytesOut = 0;
        return made;
    }

    public Records id(String changed) {
        id = changed;
        return this;
    }

    public Records startedAt(Instant changed) {
        startedAt = changed;
        return this;
    }

    public Records protocol(ExchangeProtocol changed) {
        protocol = changed;
        return this;
    }

    public Records caller(Caller changed) {
        caller = changed;
        return this;
    }

    public Records username(String changed) {
        caller = new Caller(caller.account(), caller.subUser(), caller.subUserName(), caller.proven(),
                Optional.of(changed), caller.product(), caller.environment());
        return this;
    }

    /// The same of a sub-user of the sandbox.
    public Records inSandbox() {
        caller = new Caller(caller.account(), caller.subUser(), caller.subUserName(), caller.proven(),
                caller.username(), caller.product(), Environment.TEST);
        return this;
    }

    public Records socks(SocksStatus changed) {
        socks = Optional.of(changed);
        return this;
    }

    public Records answeredAfter(Duration changed) {
        answeredAfter = Optional.of(changed);
        return this;
    }

    public Records code(String changed) {
        code = Optional.of(changed);
        return this;
    }

    public ExchangeRecord ended() {
        return new ExchangeRecord(new RequestId(id), startedAt, Duration.ofMillis(7), protocol, false,
                IpAddress.parse("203.0.113.44").orElseThrow(), caller, Optional.empty(), target, Optional.empty(),
                error.isPresent() ? Optional.empty() : Optional.of(new ExitId("ex_1")), status, socks, answeredAfter,
                error, code,
                Optional.empty(), Duration.ZERO, new CheckLog(), bytesIn, bytesOut,
                error.isPresent() ? Ending.REFUSED : Ending.COMPLETE);
    }
}
