package dev.tollgate.gateway.record;

import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.admission.Authentication;
import dev.tollgate.domain.admission.CheckLog;
import dev.tollgate.domain.admission.Moment;
import dev.tollgate.domain.admission.SubUserAccess;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.Refusal;
import dev.tollgate.domain.exit.Exit;
import dev.tollgate.domain.target.Target;
import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.domain.traffic.ExchangeProtocol;
import dev.tollgate.domain.traffic.ExchangeRecord;
import dev.tollgate.domain.traffic.ExchangeRecord.Caller;
import dev.tollgate.domain.traffic.RequestId;
import dev.tollgate.domain.traffic.SocksStatus;
import dev.tollgate.domain.username.ProxyUsername;
import dev.tollgate.gateway.relay.ByteCount;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// One plain request, one CONNECT or one SOCKS5 CONNECT, from its first byte to its end. Collects what becomes known of it and
/// ends in exactly one [ExchangeRecord], whichever way it ends. Confined to its connection's event loop.
public final class Exchange {
    private final RequestId id;
    private final ExchangeProtocol protocol;
    private final IpAddress source;
    private final boolean tls;
    private final Moment started;
    private final LoopExchanges owner;
    private final CheckLog checks = new CheckLog();
    private final ByteCount bytes = new ByteCount();

    private Caller caller = Caller.UNKNOWN;
    private @Nullable String method;
    private @Nullable Target target;
    private @Nullable String tag;
    private @Nullable Exit exit;
    private @Nullable Refusal refusal;
    private @Nullable GatewayError trueCode;
    private int status;
    private int socksLogin = SocksStatus.NOTHING;
    private int socksReply = SocksStatus.NOTHING;
    private @Nullable Duration answeredAfter;
    private boolean served;
    private boolean tunnel;
    private boolean ended;

    /// What moves its bytes, once something does.
    private @Nullable Cuttable cuttable;

    // Its neighbours among the loop's live exchanges: a list in the nodes themselves costs nothing per exchange.
    @Nullable
    Exchange previous;
    @Nullable
    Exchange next;

    Exchange(RequestId id, ExchangeProtocol protocol, IpAddress source, boolean tls, Moment started,
            LoopExchanges owner) {
        this.id = id;
        this.protocol = protocol;
        this.source = source;
        this.tls = tls;
        this.started = started;
        this.owner = owner;
    }

    public RequestId id() {
        return id;
    }

    public CheckLog checks() {
        return checks;
    }

    /// The bytes at the client's socket. Counted from the start, dropped again if the exchange is refused before it was
    /// admitted (G§18).
    public ByteCount bytes() {
        return bytes;
    }

    public void method(String sent) {
        method = sent;
    }

    public void target(Target wanted) {
        target = wanted;
    }

    public void tag(String valid) {
        tag = valid;
    }

    public void exit(Exit chosen) {
        exit = chosen;
    }

    public Optional<Exit> exit() {
        return Optional.ofNullable(exit);
    }

    /// Who the client turned out to be, or says it is.
    public void authenticated(Authentication outcome) {
        switch (outcome) {
            case Authentication.Authenticated(SubUserAccess subUser, ProxyUsername username) ->
                caller = caller(Optional.of(subUser), Optional.of(username), true);
            case Authentication.Unknown(var why, var username, var named, GatewayError cause) -> {
                caller = caller(named, username, false);
                trueCode = cause == why.error() ? null : cause;
            }
        }
    }

    /// It passed every check up to `concurrency`: from here on it holds a slot and its bytes count.
    public void admitted() {
        served = true;
    }

    /// Whose bytes these are; empty before it was admitted.
    public Optional<Caller> served() {
        return served ? Optional.of(caller) : Optional.empty();
    }

    /// The status that is sent to the client, of an answer that is no refusal.
    public void answered(int sent) {
        status = sent;
        answered();
    }

    /// A success is on its way to the client.
    private void answered() {
        answeredAfter = Duration.ofNanos(owner.nanos() - started.nanos());
    }

    /// What a SOCKS5 client is told at its login.
    public void loginAnswered(int sent) {
        socksLogin = sent;
    }

    /// What a SOCKS5 client is told of its request; 0 is success.
    public void replied(int sent) {
        socksReply = sent;
        if (sent == 0) {
            answered();
        }
    }

    /// Its tunnel stands, until it ends.
    public void tunnelStands() {
        if (!ended && !tunnel) {
            tunnel = true;
            owner.tunnels(1);
        }
    }

    /// What is sent to the client instead of what it asked for.
    public void refused(Refusal why) {
        refusal = why;
        status = why.error().status();
    }

    public Optional<Refusal> refusal() {
        return Optional.ofNullable(refusal);
    }

    /// Something moves its bytes from now on, and can be told to stop.
    public void movedBy(Cuttable mover) {
        cuttable = mover;
    }

    /// Ends it from outside. What moves its bytes reports the end; without such a thing nothing is open that could be cut.
    public void cut(Ending why) {
        if (cuttable != null) {
            cuttable.cut(why);
        }
    }

    public boolean ended() {
        return ended;
    }

    /// Writes its record. Later calls do nothing, so that every path may call it.
    public void end(Ending why) {
        if (ended) {
            return;
        }
        ended = true;
        cuttable = null;
        if (tunnel) {
            owner.tunnels(-1);
        }
        owner.ended(this, record(refusal == null ? why : Ending.REFUSED));
    }

    private ExchangeRecord record(Ending why) {
        Duration took = Duration.ofNanos(owner.nanos() - started.nanos());
        boolean counts = served;
        return new ExchangeRecord(id, Instant.ofEpochMilli(started.epochMillis()), took, protocol, tls, source, caller,
                Optional.ofNullable(method), Optional.ofNullable(target), Optional.ofNullable(tag),
                Optional.ofNullable(exit).map(Exit::id), status == 0 ? OptionalInt.empty() : OptionalInt.of(status),
                SocksStatus.of(socksLogin, socksReply), Optional.ofNullable(answeredAfter),
                Optional.ofNullable(refusal).map(Refusal::error), Optional.ofNullable(refusal).map(Refusal::code),
                Optional.ofNullable(trueCode), refusal == null ? Duration.ZERO : refusal.delay(), checks,
                counts ? bytes.in() : 0, counts ? bytes.out() : 0, why);
    }

    private static Caller caller(Optional<SubUserAccess> subUser, Optional<ProxyUsername> username, boolean proven) {
        return new Caller(subUser.map(SubUserAccess::account), subUser.map(SubUserAccess::id),
                username.map(ProxyUsername::name), proven, username.map(ProxyUsername::text),
                username.map(ProxyUsername::product),
                subUser.map(SubUserAccess::environment).orElse(Environment.LIVE));
    }
}
