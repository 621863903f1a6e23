package dev.tollgate.control.audit;

import dev.tollgate.control.authentication.Principal;
import dev.tollgate.control.input.Cursors;
import dev.tollgate.control.input.Faults;
import dev.tollgate.control.input.Issue;
import dev.tollgate.control.input.Query;
import dev.tollgate.control.input.Times;
import dev.tollgate.control.route.Answer;
import dev.tollgate.control.route.ApiRequest;
import dev.tollgate.control.route.ApiRoutes;
import dev.tollgate.control.route.ListView;
import dev.tollgate.control.route.Operation;
import dev.tollgate.control.route.Route;
import dev.tollgate.control.route.Words;
import dev.tollgate.domain.audit.Action;
import dev.tollgate.domain.audit.AuditEntry;
import dev.tollgate.domain.audit.AuditLog;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import dev.tollgate.domain.token.Scope;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// The operations of A§14. Thread-safe.
public final class AuditOperations {
    private static final String FORMAT = "format";

    private final AuditLog log;
    private final Cursors cursors;

    public AuditOperations(AuditLog log, Cursors cursors) {
        this.log = log;
        this.cursors = cursors;
    }

    public Map<Route, Operation> all() {
        return Map.of(ApiRoutes.LIST_AUDIT, this::list, ApiRoutes.VERIFY_AUDIT, this::verify);
    }

    private enum Format {
        JSON, CSV
    }

    private Answer list(ApiRequest request) {
        Faults faults = request.faults();
        Query query = request.query();
        Format format = query.read(FORMAT, text -> Words.read(Format.class, text), Issue.NOT_ALLOWED, faults)
                .orElse(Format.JSON);
        AuditLog.Filter filter = filter(request.principal(), query, faults);
        return switch (format) {
            case CSV -> {
                refusePaging(query, faults);
                yield Answer.unless(faults.problem(), () -> export(filter));
            }
            case JSON -> page(request, filter, faults);
        };
    }

    private Answer export(AuditLog.Filter filter) {
        Page<AuditEntry> first = CsvExport.first(log, filter);
        return new Answer.Streamed("text/csv; charset=utf-8",
                Map.of("Content-Disposition", "attachment; filename=\"audit.csv\""),
                out -> CsvExport.write(log, filter, first, out));
    }

    /// The export has no pages.
    private static void refusePaging(Query query, Faults faults) {
        for (String name : Set.of(Query.LIMIT, Query.CURSOR)) {
            if (query.text(name).isPresent()) {
                faults.add(Query.field(name), Issue.NOT_ALLOWED);
            }
        }
    }

    private Answer page(ApiRequest request, AuditLog.Filter filter, Faults faults) {
        Principal principal = request.principal();
        Cursors.Scope scope = new Cursors.Scope(request.route().path(), principal.accountId(),
                principal.environment(), request.query().filters());
        PageRequest wanted = cursors.page(request.query(), scope, faults);
        return Answer.unless(faults.problem(), () -> {
            // A cursor is sealed: what it holds is a number that was in one of our pages.
            OptionalLong before = wanted.before().map(seq -> OptionalLong.of(Long.parseLong(seq)))
                    .orElseGet(OptionalLong::empty);
            Page<AuditEntry> page = log.list(filter, wanted.limit(), before);
            return Answer.shown(new ListView<>(page.items().stream().map(AuditEntryView::of).toList(),
                    cursors.next(page, one -> Long.toString(one.seq()), scope)));
        });
    }

    private static AuditLog.Filter filter(Principal principal, Query query, Faults faults) {
        Optional<String> actor = query.read("actor", AuditOperations::name, Issue.BAD_FORMAT, faults);
        Optional<String> action = query.read("action", Action::byWord, Issue.NOT_ALLOWED, faults).map(Action::word);
        Optional<String> object = query.read("object", AuditOperations::name, Issue.BAD_FORMAT, faults);
        Optional<Instant> from = query.read("from", Times::ofRange, Issue.BAD_FORMAT, faults);
        Optional<Instant> to = query.read("to", Times::ofRange, Issue.BAD_FORMAT, faults);
        if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
            faults.add(Query.field("to"), Issue.OUT_OF_RANGE);
        }
        return new AuditLog.Filter(readBy(principal), actor, action, object, from, to);
    }

    /// Operators read all logs, unless they act inside an account.
    private static Optional<String> readBy(Principal principal) {
        boolean all = principal.account().operator() && principal.mayAny(Set.of(Scope.OPERATOR_READ));
        return all ? Optional.empty() : Optional.of(principal.accountId().value());
    }

    /// An id, or the slug of a plan, which is the only object that has none.
    private static Optional<String> name(String text) {
        return Optional.of(text).filter(one -> Words.couldName(one.replace('-', '_')));
    }

    private Answer verify(ApiRequest request) {
        return Answer.unless(request.faults().problem(), () -> Answer.shown(VerificationView.of(log.verify())));
    }
}
