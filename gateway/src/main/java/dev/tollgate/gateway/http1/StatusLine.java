package dev.tollgate.gateway.http1;

/// The parts of a status line.
record StatusLine(HttpVersion version, int status, HeadSlice reason) {

    static final StatusLine NONE = new StatusLine(HttpVersion.HTTP_1_1, 0, new HeadSlice(new byte[0], 0, 0));

    /// "HTTP/1.1 200"
    private static final int SHORTEST = 12;

    boolean missing() {
        return status == 0;
    }

    /// Reads a status line; [#NONE] if it is none. The last space is often left out together with the reason, and may be.
    static StatusLine parse(byte[] bytes, int start, int end) {
        if (end - start < SHORTEST || !HeadBytes.equals(bytes, start, start + 7, "HTTP/1.")
                || !HeadBytes.isDigit(bytes[start + 7]) || bytes[start + 8] != ' ') {
            return NONE;
        }
        int reason = start + SHORTEST;
        long status = HeadBytes.decimal(bytes, reason - 3, reason, 3);
        if (status < 100 || status > 599 || (reason < end && bytes[reason] != ' ')) {
            return NONE;
        }
        HttpVersion version = bytes[start + 7] == '0' ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1;
        return new StatusLine(version, (int) status, new HeadSlice(bytes, Math.min(reason + 1, end), end));
    }
}
