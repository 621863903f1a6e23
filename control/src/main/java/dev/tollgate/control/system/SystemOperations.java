package dev.tollgate.control.system;

import dev.tollgate.control.publish.AccessPublisher;
import dev.tollgate.control.route.Answer;
import dev.tollgate.control.route.ApiRequest;
import dev.tollgate.control.route.ApiRoutes;
import dev.tollgate.control.route.Operation;
import dev.tollgate.control.route.Route;
import dev.tollgate.control.route.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Map;

/// What anybody may ask. Says nothing about tenants. Thread-safe.
public final class SystemOperations {

    private static final String DESCRIPTION = "/openapi/openapi.yaml";

    private final String version;
    private final AccessPublisher publisher;
    private final InstantSource clock;
    private final byte[] description = read(DESCRIPTION);

    /// @param version of the product
    public SystemOperations(String version, AccessPublisher publisher, InstantSource clock) {
        this.version = version;
        this.publisher = publisher;
        this.clock = clock;
    }

    public Map<Route, Operation> all() {
        return Map.of(ApiRoutes.STATUS, this::status, ApiRoutes.DESCRIPTION, this::describe);
    }

    /// The answer of `/status` (A§15).
    public record StatusView(String status, String version, String time) {}

    private Answer status(ApiRequest request) {
        return Answer.unless(request.faults().problem(), () -> Answer.shown(new StatusView(
                publisher.inForce() ? "ok" : "degraded", version, Words.time(clock.instant()))));
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
