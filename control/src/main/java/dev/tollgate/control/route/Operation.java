package dev.tollgate.control.route;

/// What runs behind a route, once route, credentials, scope and body have passed.
@FunctionalInterface
public interface Operation {

    Answer run(ApiRequest request);
}
