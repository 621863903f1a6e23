package dev.tollgate.gateway.dial;

import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.error.GatewayError;
import dev.tollgate.domain.error.ProxyStatusError;
import dev.tollgate.domain.target.Host;
import dev.tollgate.gateway.TestAuthority;
import dev.tollgate.gateway.TestCertificate;
import dev.tollgate.gateway.transport.SocketBudget;
import dev.tollgate.gateway.transport.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class TargetTlsContextTest {
    private static final EventLoopGroup LOOPS = Transport.best().newGroup(1);
    private static final TestAuthority AUTHORITY = new TestAuthority();
    private static final Host SHOP = new Host.Name("shop.example.com");

    @TempDir
    Path directory;

    private final Instant tomorrow = Instant.now().plusSeconds(86_400);
    private final List<Channel> channels = new CopyOnWriteArrayList<>();
    private final List<String> sni = new CopyOnWriteArrayList<>();
    private final List<String> alpn = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        channels.forEach(channel -> channel.close().syncUninterruptibly());
    }

    @AfterAll
    static void stopLoops() {
        LOOPS.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void a_target_with_a_certificate_for_its_name_is_ready_and_speaks_encrypted(SslProvider provider) {
        int port = tlsServer(AUTHORITY.issue("shop.example.com", tomorrow), "TLSv1.3");
        CompletableFuture<String> answer = new CompletableFuture<>();

        TlsOutcome outcome = handshake(provider, port, SHOP, Duration.ofSeconds(10), channel -> {
            channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {

                @Override
                public void channelRead(ChannelHandlerContext ctx, Object message) {
                    answer.complete(((ByteBuf) message).toString(StandardCharsets.US_ASCII));
                    ReferenceCountUtil.release(message);
                }
            });
            channel.writeAndFlush(Unpooled.copiedBuffer("hello", StandardCharsets.US_ASCII));
            channel.config().setAutoRead(true);
        });

        assertThat(outcome).isEqualTo(new TlsOutcome.Ready());
        assertThat(answer.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("hello");
        assertThat(sni).containsExactly("shop.example.com");
        assertThat(alpn).containsExactly(ApplicationProtocolNames.HTTP_1_1);
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void an_older_target_is_met_with_tls_1_2_and_no_less(SslProvider provider) {
        TestCertificate identity = AUTHORITY.issue("shop.example.com", tomorrow);

        assertThat(handshake(provider, tlsServer(identity, "TLSv1.2"), SHOP)).isEqualTo(new TlsOutcome.Ready());
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void an_address_is_verified_too_and_never_sent_as_sni(SslProvider provider) {
        int v4 = tlsServer(AUTHORITY.issue("198.41.0.4", tomorrow), "TLSv1.3");
        int v6 = tlsServer(AUTHORITY.issue("2a00:1450::5", tomorrow), "TLSv1.3");

        assertThat(handshake(provider, v4, literal("198.41.0.4"))).isEqualTo(new TlsOutcome.Ready());
        assertThat(handshake(provider, v6, literal("2a00:1450::5"))).isEqualTo(new TlsOutcome.Ready());
        assertThat(handshake(provider, v4, literal("198.41.0.5"))).isEqualTo(badCertificate());
        assertThat(sni).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void a_certificate_for_another_name_fails_and_the_channel_is_closed(SslProvider provider) {
        int port = tlsServer(AUTHORITY.issue("other.example.com", tomorrow), "TLSv1.3");

        assertThat(handshake(provider, port, SHOP)).isEqualTo(badCertificate());
        Awaitility.await().until(() -> !channels.getLast().isOpen());
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void a_certificate_of_an_unknown_authority_fails(SslProvider provider) {
        int port = tlsServer(new TestAuthority().issue("shop.example.com", tomorrow), "TLSv1.3");

        assertThat(handshake(provider, port, SHOP)).isEqualTo(badCertificate());
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void an_expired_certificate_fails(SslProvider provider) {
        int port = tlsServer(AUTHORITY.issue("shop.example.com", Instant.now().minusSeconds(3_600)), "TLSv1.3");

        assertThat(handshake(provider, port, SHOP)).isEqualTo(badCertificate());
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void a_target_that_speaks_no_tls_fails(SslProvider provider) {
        int port = server(channel -> channel.writeAndFlush(
                Unpooled.copiedBuffer("HTTP/1.1 400 Bad Request\r\n\r\n", StandardCharsets.US_ASCII)));

        assertThat(handshake(provider, port, SHOP)).isInstanceOfSatisfying(TlsOutcome.Failed.class, failed -> {
            assertThat(failed.error()).isEqualTo(GatewayError.TARGET_TLS_FAILED);
            assertThat(failed.proxyStatus()).isEqualTo(ProxyStatusError.TLS_PROTOCOL_ERROR);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void a_target_that_hangs_up_fails(SslProvider provider) {
        int port = server(Channel::close);

        assertThat(handshake(provider, port, SHOP)).isInstanceOfSatisfying(TlsOutcome.Failed.class,
                failed -> assertThat(failed.proxyStatus()).isEqualTo(ProxyStatusError.TLS_PROTOCOL_ERROR));
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void a_target_that_does_not_shake_hands_times_out(SslProvider provider) {
        int port = server(channel -> {});

        assertThat(handshake(provider, port, SHOP, Duration.ofMillis(200), ready -> {}))
                .isInstanceOfSatisfying(TlsOutcome.Failed.class, failed -> {
                    assertThat(failed.error()).isEqualTo(GatewayError.TARGET_TIMEOUT);
                    assertThat(failed.proxyStatus()).isEqualTo(ProxyStatusError.CONNECTION_TIMEOUT);
                });
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void a_target_that_is_gone_before_the_handshake_fails_at_once(SslProvider provider) {
        EmbeddedChannel gone = new EmbeddedChannel();
        gone.close();
        List<TlsOutcome> outcomes = new ArrayList<>();

        context(provider).handshake(gone, SHOP, 443, Duration.ofSeconds(10), outcomes::add);
        gone.runPendingTasks();

        assertThat(outcomes).singleElement().isInstanceOf(TlsOutcome.Failed.class);
    }

    private static TlsOutcome badCertificate() {
        return new TlsOutcome.Failed(GatewayError.TARGET_TLS_FAILED, ProxyStatusError.TLS_CERTIFICATE_ERROR,
                "The target's certificate is not valid for this host.");
    }

    private static Host literal(String address) {
        return new Host.Literal(IpAddress.parse(address).orElseThrow());
    }

    private TlsOutcome handshake(SslProvider provider, int port, Host host) {
        return handshake(provider, port, host, Duration.ofSeconds(10), ready -> {});
    }

    private TlsOutcome handshake(SslProvider provider, int port, Host host, Duration limit, Consumer<Channel> ready) {
        TargetTlsContext context = context(provider);
        CompletableFuture<TlsOutcome> outcome = new CompletableFuture<>();
        Connector connector = new SocketConnector(Transport.best(), Duration.ofMinutes(2), SocketBudget.unlimited());
        LOOPS.next().execute(() -> connector.connect(IpAddress.parse("127.0.0.1").orElseThrow(), port, LOOPS.next())
                .addListener((ChannelFuture connected) -> {
                    channels.add(connected.channel());
                    context.handshake(connected.channel(), host, 443, limit, ended -> {
                        if (ended instanceof TlsOutcome.Ready) {
                            ready.accept(connected.channel());
                        }
                        outcome.complete(ended);
                    });
                }));
        return outcome.orTimeout(15, TimeUnit.SECONDS).join();
    }

    private TargetTlsContext context(SslProvider provider) {
        try {
            return TargetTlsContext.withExtraRoots(AUTHORITY.writeTo(directory.resolve("roots.pem")), provider);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private int tlsServer(TestCertificate identity, String protocol) {
        SslContext context;
        try {
            context = SslContextBuilder.forServer(identity.key(), identity.certificate()).protocols(protocol)
                    .sslProvider(SslProvider.JDK)
                    .applicationProtocolConfig(new ApplicationProtocolConfig(ApplicationProtocolConfig.Protocol.ALPN,
                            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                            ApplicationProtocolNames.HTTP_1_1))
                    .build();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return server(channel -> channel.pipeline().addLast(new SniHandler((name, promise) -> {
            Optional.ofNullable(name).ifPresent(sni::add);
            return promise.setSuccess(context);
        }), new Echo()));
    }

    private int server(Consumer<Channel> welcome) {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Channel listener = new ServerBootstrap().group(LOOPS).channelFactory(() -> Transport.best().newListener(any))
                .childHandler(new ChannelInitializer<>() {

                    @Override
                    protected void initChannel(Channel channel) {
                        channels.add(channel);
                        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {

                            @Override
                            public void channelActive(ChannelHandlerContext ctx) {
                                welcome.accept(channel);
                                ctx.fireChannelActive();
                            }
                        });
                    }
                }).bind(any).syncUninterruptibly().channel();
        channels.add(listener);
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    private final class Echo extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            alpn.add(ctx.pipeline().get(SslHandler.class).applicationProtocol());
            ctx.writeAndFlush(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
