package dev.tollgate.gateway.inbound.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.IllegalReferenceCountException;
import io.netty.util.ReferenceCountUtil;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The certificate the gateway shows its clients, if it has one, and how TLS is spoken with it (G§3). Thread-safe: another
/// certificate takes its place while connections go on.
///
/// There is one certificate as yet. When there are more, the choice by SNI belongs here: what is chosen is never more than that.
public final class GatewayCertificates implements AutoCloseable {
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};
    /// All of 1.3; of 1.2 those with ECDHE and AEAD.
    private static final List<String> CIPHERS = List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
    /// A client that offers none of ours, or nothing, gets none: what is spoken inside is detected.
    private static final ApplicationProtocolConfig ALPN = new ApplicationProtocolConfig(
            ApplicationProtocolConfig.Protocol.ALPN, ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT, ApplicationProtocolNames.HTTP_1_1);

    private final SslProvider provider;
    private volatile @Nullable SslContext context;

    private GatewayCertificates(SslProvider provider) {
        this.provider = provider;
    }

    /// No certificate: TLS is turned away until [#use] brings one.
    public static GatewayCertificates none() {
        // The counted form frees the memory of an engine with its connection instead of with the next collection.
        return none(OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK);
    }

    static GatewayCertificates none(SslProvider provider) {
        return new GatewayCertificates(provider);
    }

    /// @throws UnusableCertificate if the files are no certificate with its key
    public static GatewayCertificates load(CertificateFiles files) throws UnusableCertificate {
        GatewayCertificates certificates = none();
        certificates.use(files);
        return certificates;
    }

    /// Shows another certificate to clients that come from now on. Reads files: not for an event loop.
    ///
    /// @throws UnusableCertificate if the files are no certificate with its key; then all stays as it was
    public synchronized void use(CertificateFiles files) throws UnusableCertificate {
        SslContext next = context(files);
        SslContext before = context;
        context = next;
        // Connections that are open keep it alive.
        ReferenceCountUtil.release(before);
    }

    private SslContext context(CertificateFiles files) throws UnusableCertificate {
        CertifiedKey certified = CertifiedKey.read(files);
        try {
            return SslContextBuilder.forServer(certified.key(), certified.chain().toArray(X509Certificate[]::new))
                    .sslProvider(provider).protocols(VERSIONS).ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                    .applicationProtocolConfig(ALPN).clientAuth(ClientAuth.NONE).build();
        } catch (SSLException e) {
            throw new UnusableCertificate("The certificate in " + files.chain() + " cannot be served: "
                    + e.getMessage() + "; replace it and its key", e);
        }
    }

    /// Whether there is a certificate to show.
    public boolean shown() {
        return context != null;
    }

    /// TLS for one connection.
    ///
    /// @param unfinished as of [ClientTls]
    /// @return empty if there is no certificate
    Optional<SslHandler> newHandler(ByteBufAllocator allocator, IntConsumer unfinished) {
        for (SslContext current = context; current != null; current = context) {
            try {
                SSLEngine engine = current.newEngine(allocator);
                return Optional.of(new ClientTls(engine, unfinished));
            } catch (IllegalReferenceCountException replaced) {
                // Between reading it and using it: the next one is there already.
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized void close() {
        SslContext last = context;
        context = null;
        ReferenceCountUtil.release(last);
    }
}
