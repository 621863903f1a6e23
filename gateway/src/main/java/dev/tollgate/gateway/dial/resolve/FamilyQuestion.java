package dev.tollgate.gateway.dial.resolve;

import io.netty.channel.AddressedEnvelope;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Asks for one address family of a name: the servers one after the other, and on to the next name where there is an
/// alias. Confined to its event loop.
final class FamilyQuestion {
    private static final int MAX_RENAMED = 8;

    private final DnsNameResolver protocol;
    private final ServerOrder servers;
    private final DnsRecordType type;
    private final Consumer<FamilyAnswer> done;

    private String name;
    private long ttl = Long.MAX_VALUE;
    private int renamed;
    private int asked;
    private boolean over;
    private @Nullable Future<? extends AddressedEnvelope<? extends DnsResponse, InetSocketAddress>> query;

    /// @param name in lower case, with its final dot
    FamilyQuestion(DnsNameResolver protocol, ServerOrder servers, String name, DnsRecordType type,
            Consumer<FamilyAnswer> done) {
        this.protocol = protocol;
        this.servers = servers;
        this.name = name;
        this.type = type;
        this.done = done;
    }

    void ask() {
        DnsQuestion question;
        try {
            question = new DefaultDnsQuestion(name, type);
        } catch (IllegalArgumentException notAName) {
            finish(new FamilyAnswer.Broken("The name's aliases lead nowhere."));
            return;
        }
        int server = servers.at(asked);
        asked++;
        var asking = protocol.query(servers.address(server), question);
        query = asking;
        asking.addListener(ended -> {
            if (ended.isSuccess()) {
                read(server, asking.getNow());
            } else if (asked < servers.maxTries()) {
                askAgain();
            } else {
                finish(new FamilyAnswer.Broken("The name servers did not answer."));
            }
        });
    }

    /// No answer follows, and the socket of the question is closed.
    void cancel() {
        over = true;
        if (query != null) {
            query.cancel(false);
        }
    }

    private void read(int server, AddressedEnvelope<? extends DnsResponse, InetSocketAddress> envelope) {
        AnswerReading reading;
        try {
            reading = AnswerReader.read(envelope.content(), name, type);
        } finally {
            envelope.release();
        }
        switch (reading) {
            case AnswerReading.Settled(FamilyAnswer answer) -> {
                servers.answered(server);
                finish(answer);
            }
            case AnswerReading.Alias(String next, long aliasTtl) -> rename(next, aliasTtl);
            // A server that says it cannot is not asked twice.
            case AnswerReading.Useless _ when asked < servers.count() -> askAgain();
            case AnswerReading.Useless(String why) -> finish(new FamilyAnswer.Broken(why));
        }
    }

    private void rename(String next, long aliasTtl) {
        renamed++;
        if (renamed > MAX_RENAMED) {
            finish(new FamilyAnswer.Broken("The name's aliases lead nowhere."));
            return;
        }
        name = next;
        ttl = Math.min(ttl, aliasTtl);
        asked = 0;
        askAgain();
    }

    private void askAgain() {
        if (!over) {
            ask();
        }
    }

    private void finish(FamilyAnswer answer) {
        if (!over) {
            over = true;
            done.accept(answer instanceof FamilyAnswer.Found(var addresses, long own)
                    ? new FamilyAnswer.Found(addresses, Math.min(ttl, own))
                    : answer);
        }
    }
}
