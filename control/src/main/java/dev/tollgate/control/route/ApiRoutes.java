package dev.tollgate.control.route;

import dev.tollgate.domain.error.ApiError;
import dev.tollgate.domain.token.Scope;
import java.util.List;

import static dev.tollgate.control.route.Method.DELETE;
import static dev.tollgate.control.route.Method.GET;
import static dev.tollgate.control.route.Method.PATCH;
import static dev.tollgate.control.route.Method.POST;

/// Every operation there is. An operation of a later time is not here, and answers like any unknown route.
public final class ApiRoutes {

    public static final Route STATUS = Route.of(GET, "/status", new Access.Open());
    public static final Route DESCRIPTION = Route.of(GET, "/openapi.yaml", new Access.Open());

    public static final Route SYSTEM_STATUS = Route.of(GET, "/system/status", Scope.OPERATOR_READ);
    public static final Route LIST_NODES = Route.of(GET, "/system/nodes", Scope.OPERATOR_READ).asking("limit",
            "cursor");

    public static final Route DRAIN_NODE = Route.of(POST, "/system/nodes/{name}/drain", Scope.OPERATOR_SYSTEM)
            .failing(ApiError.NODE_NOT_FOUND);
    public static final Route RESUME_NODE = Route.of(POST, "/system/nodes/{name}/resume", Scope.OPERATOR_SYSTEM)
            .failing(ApiError.NODE_NOT_FOUND);

    public static final Route ME = Route.of(GET, "/users/me", Scope.READ);
    public static final Route VERIFY_TOKEN = Route.of(GET, "/tokens/verify", new Access.AnyToken());

    public static final Route LIST_SUB_USERS = Route.of(GET, "/subusers", Scope.READ)
            .asking("product", "status", "label_contains", "name", "q", "limit", "cursor");
    public static final Route CREATE_SUB_USER = Route.of(POST, "/subusers", Scope.SUBUSERS_WRITE)
            .failing(ApiError.LABEL_TAKEN, ApiError.OVER_PLAN_LIMIT, ApiError.TOO_MANY);
    public static final Route GET_SUB_USER = Route.of(GET, "/subusers/{id}", Scope.READ)
            .failing(ApiError.SUBUSER_NOT_FOUND);
    public static final Route CHANGE_SUB_USER = Route.of(PATCH, "/subusers/{id}", Scope.SUBUSERS_WRITE)
            .failing(ApiError.SUBUSER_NOT_FOUND, ApiError.PRECONDITION_FAILED, ApiError.LABEL_TAKEN,
                    ApiError.OVER_PLAN_LIMIT);
    public static final Route ROTATE_PASSWORD = Route
            .of(POST, "/subusers/{id}/rotate-password", Scope.SUBUSERS_WRITE).failing(ApiError.SUBUSER_NOT_FOUND);
    public static final Route DELETE_SUB_USER = Route.of(DELETE, "/subusers/{id}", Scope.SUBUSERS_WRITE)
            .failing(ApiError.SUBUSER_NOT_FOUND, ApiError.PRECONDITION_FAILED);

    public static final Route LIST_WHITELISTS = Route.of(GET, "/whitelists", Scope.READ)
            .asking("subuser", "product", "ip", "limit", "cursor");
    public static final Route ADD_WHITELIST_ENTRY = Route.of(POST, "/whitelists", Scope.WHITELISTS_WRITE)
            .failing(ApiError.SUBUSER_NOT_FOUND, ApiError.ALREADY_WHITELISTED, ApiError.DEFAULT_USERNAME_CONFLICT,
                    ApiError.INVALID_IP, ApiError.CIDR_TOO_WIDE, ApiError.PRODUCT_NOT_ENABLED,
                    ApiError.WHITELIST_FULL);
    public static final Route GET_WHITELIST_ENTRY = Route.of(GET, "/whitelists/{id}", Scope.READ)
            .failing(ApiError.WHITELIST_NOT_FOUND);
    public static final Route CHANGE_WHITELIST_ENTRY = Route.of(PATCH, "/whitelists/{id}", Scope.WHITELISTS_WRITE)
            .failing(ApiError.WHITELIST_NOT_FOUND, ApiError.PRECONDITION_FAILED, ApiError.DEFAULT_USERNAME_CONFLICT);
    public static final Route DELETE_WHITELIST_ENTRY = Route.of(DELETE, "/whitelists/{id}", Scope.WHITELISTS_WRITE)
            .failing(ApiError.WHITELIST_NOT_FOUND, ApiError.PRECONDITION_FAILED);

    public static final List<Route> ALL = List.of(STATUS, DESCRIPTION, SYSTEM_STATUS, LIST_NODES, DRAIN_NODE,
            RESUME_NODE, ME, VERIFY_TOKEN, LIST_SUB_USERS,
            CREATE_SUB_USER, GET_SUB_USER, CHANGE_SUB_USER, ROTATE_PASSWORD, DELETE_SUB_USER, LIST_WHITELISTS,
            ADD_WHITELIST_ENTRY, GET_WHITELIST_ENTRY, CHANGE_WHITELIST_ENTRY, DELETE_WHITELIST_ENTRY);

    private ApiRoutes() {}
}
