package dev.tollgate.app.accesslog;

import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUserId;
import dev.tollgate.domain.traffic.Ending;
import dev.tollgate.domain.traffic.ExchangeRecord;
import dev.tollgate.domain.traffic.SocksStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The JSON of one line; field names as in `GET /requests/{id}` (A§6). Never a password, header, query or body; values are cut at
/// 256 characters. Confined to the writing thread.
final class AccessLogLine {
    /// By ordinal.
    private static final String[] ENDINGS = Arrays.stream(Ending.values())
            .map(ending -> ending.name().toLowerCase(Locale.ROOT).replace('_', '-')).toArray(String[]::new);

    private final String node;
    private long second = Long.MIN_VALUE;
    private String upToSecond = "";

    AccessLogLine(String node) {
        this.node = node;
    }

    /// @param dropped lines lost since the last one that was written
    void write(ExchangeRecord ended, long dropped, JsonLines out) {
        out.begin();
        out.plain("id", ended.requestId().value());
        out.plain("at", at(ended.startedAt()));
        out.text("node", node);
        out.plain("protocol", ended.protocol().label());
        out.flag("tls", ended.tls());
        out.plain("source_ip", ended.source().toString());
        caller(out, ended.caller());
        text(out, "method", ended.method());
        if (ended.target().isPresent()) {
            out.text("target", ended.target().get().toString());
        } else {
            out.nothing("target");
        }
        text(out, "tag", ended.tag());
        // Nothing has a session yet.
        out.nothing("session_id");
        if (ended.exit().isPresent()) {
            out.plain("exit_id", ended.exit().get().toString());
        } else {
            out.nothing("exit_id");
        }
        outcome(out, ended);
        out.number("duration_ms", ended.duration().toMillis());
        out.number("bytes_in", ended.bytesIn());
        out.number("bytes_out", ended.bytesOut());
        if (dropped > 0) {
            out.number("lines_dropped", dropped);
        }
        out.end();
    }

    private static void caller(JsonLines out, ExchangeRecord.Caller caller) {
        Optional<SubUserId> subUser = caller.subUser();
        if (subUser.isPresent()) {
            out.plain("subuser", subUser.get().toString());
        } else {
            out.nothing("subuser");
        }
        text(out, "subuser_name", caller.subUserName());
        Optional<Product> product = caller.product();
        if (product.isPresent()) {
            out.plain("product", product.get().slug());
        } else {
            out.nothing("product");
        }
        text(out, "username", caller.username());
        if (caller.inSandbox()) {
            out.plain("environment", "test");
        }
    }

    private static void outcome(JsonLines out, ExchangeRecord ended) {
        out.plain("outcome", ended.error().isPresent() ? "refused" : "served");
        if (ended.httpStatus().isPresent()) {
            out.number("http_status", ended.httpStatus().getAsInt());
        } else {
            out.nothing("http_status");
        }
        text(out, "code", ended.code());
        if (ended.trueCode().isPresent()) {
            out.plain("true_code", ended.trueCode().get().code());
        }
        if (!ended.delayed().isZero()) {
            out.number("delayed_ms", ended.delayed().toMillis());
        }
        if (ended.socks().isPresent()) {
            socks(out, ended.socks().get());
        } else {
            out.nothing("socks");
        }
        out.plain("ending", ENDINGS[ended.ending().ordinal()]);
    }

    /// In the form of `POST /diagnose`.
    private static void socks(JsonLines out, SocksStatus told) {
        out.begin("socks");
        step(out, "login", told.login());
        step(out, "reply", told.reply());
        out.endInner();
    }

    private static void step(JsonLines out, String name, int status) {
        if (status == SocksStatus.NOTHING) {
            out.nothing(name);
        } else {
            out.number(name, status);
        }
    }

    private static void text(JsonLines out, String name, Optional<String> value) {
        if (value.isPresent()) {
            out.text(name, value.get());
        } else {
            out.nothing(name);
        }
    }

    /// RFC 3339 with three digits of a second. Most lines share their second with the one before.
    private String at(Instant moment) {
        if (moment.getEpochSecond() != second) {
            second = moment.getEpochSecond();
            String whole = Instant.ofEpochSecond(second).toString();
            upToSecond = whole.substring(0, whole.length() - 1) + '.';
        }
        int millis = moment.getNano() / 1_000_000;
        return upToSecond + (char) ('0' + millis / 100) + (char) ('0' + millis / 10 % 10) + (char) ('0' + millis % 10)
                + 'Z';
    }
}
