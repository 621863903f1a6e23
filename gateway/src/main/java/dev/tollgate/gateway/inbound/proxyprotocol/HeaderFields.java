package dev.tollgate.gateway.inbound.proxyprotocol;

import java.util.zip.CRC32C;

/// The fields behind the addresses of a binary header, each a type, a length and a value. Of their values one is read: the
/// checksum of the whole header.
final class HeaderFields {
    private static final int TYPE_AND_LENGTH = 3;
    private static final int CHECKSUM = 0x03;
    private static final int CHECKSUM_LENGTH = 4;

    private HeaderFields() {}

    /// Whether the fields fill the header to its end, and the checksum holds if there is one.
    ///
    /// @param header changed where its checksum stands
    static boolean sound(byte[] header, int from) {
        int checksumAt = -1;
        int at = from;
        while (at < header.length) {
            if (header.length - at < TYPE_AND_LENGTH) {
                return false;
            }
            int type = header[at] & 0xff;
            int length = ((header[at + 1] & 0xff) << 8) | (header[at + 2] & 0xff);
            at += TYPE_AND_LENGTH;
            if (type == CHECKSUM) {
                if (length != CHECKSUM_LENGTH || checksumAt >= 0) {
                    return false;
                }
                checksumAt = at;
            }
            at += length;
        }
        return at == header.length && (checksumAt < 0 || holds(header, checksumAt));
    }

    /// It was made with zeros in its own place.
    private static boolean holds(byte[] header, int at) {
        int written = 0;
        for (int i = at; i < at + CHECKSUM_LENGTH; i++) {
            written = (written << 8) | (header[i] & 0xff);
            header[i] = 0;
        }
        CRC32C checksum = new CRC32C();
        checksum.update(header);
        return (int) checksum.getValue() == written;
    }
}
