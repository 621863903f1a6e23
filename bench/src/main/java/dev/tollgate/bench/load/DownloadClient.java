package dev.tollgate.bench.load;

import dev.tollgate.bench.kernel.Kernel;

/// Downloads without end and without looking: what comes stays in the kernel. What comes inside TLS is not deciphered either, so
/// that the proxy is what is measured, and not the client.
final class DownloadClient extends Client {
    private static final int AT_MOST = 4 << 20;
    private static final int TIMES = 4;
    private static final int MORE = 1 << 20;

    DownloadClient(Run run, int fd, int number) {
        super(run, fd, number);
    }

    @Override
    void opened() {
        send(Letters.START_DOWNLOAD);
    }

    @Override
    void proceed() {
        for (int i = 0; i < TIMES; i++) {
            int length = Kernel.discard(fd, AT_MOST);
            if (length <= 0) {
                if (length != Kernel.TRY_AGAIN) {
                    ended(length);
                }
                return;
            }
            run.tally().bytes(length);
            if (length < MORE) {
                return;
            }
        }
    }
}
