package dev.tollgate.app;

import java.io.IOException;
import java.net.Socket;
import javax.net.ServerSocketFactory;

/// Answers what it is sent, and a FIN with a FIN. Thread-safe.
public final class EchoTarget extends LoopbackServer {
    private static final int BACKLOG = 256;

    private EchoTarget() {
        super(ServerSocketFactory.getDefault(), BACKLOG);
    }

    public static EchoTarget start() {
        EchoTarget target = new EchoTarget();
        target.begin();
        return target;
    }

    @Override
    protected void serve(Socket client) throws IOException {
        client.getInputStream().transferTo(client.getOutputStream());
    }
}
