package dev.tollgate.control.system;

import dev.tollgate.control.authentication.Principal;
import dev.tollgate.control.input.Cursors;
import dev.tollgate.control.input.Faults;
import dev.tollgate.control.input.Fields;
import dev.tollgate.control.input.Problem;
import dev.tollgate.control.publish.AccessPublisher;
import dev.tollgate.control.route.Answer;
import dev.tollgate.control.route.ApiRequest;
import dev.tollgate.control.route.ApiRoutes;
import dev.tollgate.control.route.ListView;
import dev.tollgate.control.route.Operation;
import dev.tollgate.control.route.Route;
import dev.tollgate.control.route.Words;
import dev.tollgate.control.system.SystemStatusView.DatabaseView;
import dev.tollgate.control.system.SystemStatusView.SnapshotView;
import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.node.KnownNode;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What anybody may ask of the system, and what its operators may. Thread-safe.
public final class SystemOperations {

    private static final String DESCRIPTION = "/openapi/openapi.yaml";
    private static final double MILLIS = 1e3;

    private final String version;
    private final AccessPublisher publisher;
    private final NodeFigures node;
    private final Nodes nodes;
    private final Cursors cursors;
    private final InstantSource clock;
    private final byte[] description = read(DESCRIPTION);

    /// @param version of the product
    /// @param node the one that answers
    public SystemOperations(String version, AccessPublisher publisher, NodeFigures node, Nodes nodes, Cursors cursors,
            InstantSource clock) {
        this.version = version;
        this.publisher = publisher;
        this.node = node;
        this.nodes = nodes;
        this.cursors = cursors;
        this.clock = clock;
    }

    public Map<Route, Operation> all() {
        return Map.of(ApiRoutes.STATUS, this::status, ApiRoutes.DESCRIPTION, this::describe, ApiRoutes.SYSTEM_STATUS,
                this::systemStatus, ApiRoutes.LIST_NODES, this::listNodes, ApiRoutes.DRAIN_NODE,
                request -> drain(request, true), ApiRoutes.RESUME_NODE, request -> drain(request, false));
    }

    /// The answer of `/status` (A§15). Says nothing about tenants.
    public record StatusView(String status, String version, String time) {}

    private Answer status(ApiRequest request) {
        return Answer.unless(request.faults().problem(),
                () -> Answer.shown(new StatusView(word(), version, Words.time(clock.instant()))));
    }

    private String word() {
        return publisher.inForce() ? "ok" : "degraded";
    }

    private Answer systemStatus(ApiRequest request) {
        return Answer.unless(request.faults().problem(), () -> {
            Instant now = clock.instant();
            return Answer.shown(new SystemStatusView(word(), version, Words.time(now), node.name().value(),
                    nodes.all().stream().map(one -> NodeView.of(one, now)).toList(),
                    new SnapshotView(node.revision(), node.snapshotAge().map(SystemOperations::seconds)),
                    Optional.empty(), new DatabaseView(node.database(), node.databaseAnswers())));
        });
    }

    private static double seconds(Duration span) {
        return span.toMillis() / MILLIS;
    }

    private Answer listNodes(ApiRequest request) {
        Faults faults = request.faults();
        Principal principal = request.principal();
        Cursors.Scope scope = new Cursors.Scope(request.route().path(), principal.accountId(),
                principal.environment(), request.query().filters());
        PageRequest wanted = cursors.page(request.query(), scope, faults);
        return Answer.unless(faults.problem(), () -> {
            Instant now = clock.instant();
            Page<KnownNode> page = nodes.list(wanted);
            return Answer.shown(new ListView<>(page.items().stream().map(one -> NodeView.of(one, now)).toList(),
                    cursors.next(page, Nodes::place, scope)));
        });
    }

    private Answer drain(ApiRequest request, boolean drained) {
        if (nodes.all().stream().noneMatch(one -> one.report().name().value().equals(request.id()))) {
            return Answer.refused(Problem.of(ApiError.NODE_NOT_FOUND));
        }
        Fields fields = request.fields();
        fields.refuseTheRest(Set.of());
        return Answer.unless(fields.faults().problem(),
                () -> nodes.drain(request.principal(), request.id(), drained)
                        .map(node -> Answer.shown(NodeView.of(node, clock.instant())))
                        .orElseGet(() -> Answer.refused(Problem.of(ApiError.NODE_NOT_FOUND))));
    }

    private Answer describe(ApiRequest request) {
        return Answer.unless(request.faults().problem(), () -> new Answer.Document("application/yaml", description));
    }

    private static byte[] read(String resource) {
        try (InputStream file = SystemOperations.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException(resource + " is missing from the build");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
