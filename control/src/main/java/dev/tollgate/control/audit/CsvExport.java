package dev.tollgate.control.audit;

import dev.tollgate.control.route.Words;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.audit.AuditEntry;
import dev.tollgate.domain.audit.AuditLog;
import dev.tollgate.domain.paging.Page;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// Writes entries as CSV (RFC 4180), newest first: some at a time, so that neither memory nor the store is held while a slow
/// caller reads.
final class CsvExport {
    private static final int AT_A_TIME = 1_000;
    private static final List<String> HEADER = List.of("id", "seq", "at", "account", "actor_type", "actor_id",
            "actor_ip",
            "action", "object", "before", "after", "request_id", "prev_hash", "hash");
    /// With what a cell begins that a spreadsheet would take for a formula.
    private static final String FORMULA = "=+-@\t\r";

    private CsvExport() {}

    /// The first of them, by which is known that the store answers before anything is sent.
    static Page<AuditEntry> first(AuditLog log, AuditLog.Filter filter) {
        return log.list(filter, AT_A_TIME, OptionalLong.empty());
    }

    static void write(AuditLog log, AuditLog.Filter filter, Page<AuditEntry> first, OutputStream out)
            throws IOException {
        writeRow(HEADER, out);
        Page<AuditEntry> page = first;
        while (true) {
            for (AuditEntry entry : page.items()) {
                writeRow(cells(entry), out);
            }
            if (!page.more()) {
                return;
            }
            page = log.list(filter, AT_A_TIME, OptionalLong.of(page.items().getLast().seq()));
        }
    }

    private static List<String> cells(AuditEntry entry) {
        return List.of(entry.id(), Long.toString(entry.seq()), Words.time(entry.at()), text(entry.account()),
                entry.actor().type().word(), text(entry.actor().id()),
                text(entry.actor().source().map(IpAddress::toString)), entry.action(), text(entry.object()),
                text(entry.before()), text(entry.after()), text(entry.request()), entry.prevHash(), entry.hash());
    }

    private static String text(Optional<String> value) {
        return value.orElse("");
    }

    private static void writeRow(List<String> cells, OutputStream out) throws IOException {
        String row = cells.stream().map(CsvExport::cell).collect(Collectors.joining(",", "", "\r\n"));
        out.write(row.getBytes(StandardCharsets.UTF_8));
    }

    /// Quoted where it must be. What looks like a formula gets an apostrophe in front, which spreadsheets take as "this is text".
    static String cell(String text) {
        String plain = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean quoted = plain.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + plain.replace("\"", "\"\"") + '"' : plain;
    }
}
