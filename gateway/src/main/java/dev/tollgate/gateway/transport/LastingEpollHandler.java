package dev.tollgate.gateway.transport;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;

/// Netty's epoll handler, from whose epoll set no socket drops out for want of events to wait for.
///
/// Netty 4.2 (since netty/netty#16689) takes a socket out of the epoll set when its last event is switched off, and forgets that
/// it did: switching one on again fails with ENOENT and closes the channel, with all that is unread. That is the lot of every
/// socket that is stopped while its peer's FIN arrives: reading is off, and now waiting for the FIN as well. Here such a
/// socket waits for edge-triggered nothing instead: it stays in the set, and an error or hang-up is reported once rather than
/// over and over.
///
/// Confined to its event loop, but for [#wakeup].
final class LastingEpollHandler implements IoHandler {
    private final IoHandler epoll;

    private LastingEpollHandler(IoHandler epoll) {
        this.epoll = epoll;
    }

    static IoHandlerFactory newFactory() {
        IoHandlerFactory factory = EpollIoHandler.newFactory();
        return executor -> new LastingEpollHandler(factory.newHandler(executor));
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return new Lasting(epoll.register(handle));
    }

    @Override
    public void initialize() {
        epoll.initialize();
    }

    @Override
    public int run(IoHandlerContext context) {
        return epoll.run(context);
    }

    @Override
    public void prepareToDestroy() {
        epoll.prepareToDestroy();
    }

    @Override
    public void destroy() {
        epoll.destroy();
    }

    @Override
    public void wakeup() {
        epoll.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> type) {
        return epoll.isCompatible(type);
    }

    private static final class Lasting implements IoRegistration {
        private final IoRegistration epoll;
        private boolean added;

        Lasting(IoRegistration epoll) {
            this.epoll = epoll;
        }

        @Override
        public long submit(IoOps ops) {
            if (ops.equals(EpollIoOps.NONE)) {
                return added ? epoll.submit(EpollIoOps.EPOLLET) : epoll.submit(ops);
            }
            added = true;
            return epoll.submit(ops);
        }

        // Netty's own signature.
        @SuppressWarnings("TypeParameterUnusedInFormals")
        @Override
        public <T> T attachment() {
            return epoll.attachment();
        }

        @Override
        public boolean isValid() {
            return epoll.isValid();
        }

        @Override
        public boolean cancel() {
            return epoll.cancel();
        }
    }
}
