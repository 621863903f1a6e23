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

    public static final Route ME = Route.of(GET, "/users/me", Scope.READ);
    public static final Route CHANGE_ME = Route.of(PATCH, "/users/me", Scope.ALL)
            .failing(ApiError.EMAIL_TAKEN, ApiError.PRECONDITION_FAILED);
    public static final Route OWN_PLAN = Route.of(GET, "/plan", Scope.READ);
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

    public static final Route LIST_MEMBERS = Route.of(GET, "/members", Scope.READ).asking("limit", "cursor");
    public static final Route INVITE_MEMBER = Route.of(POST, "/members", new Access.Owner())
            .failing(ApiError.EMAIL_TAKEN);
    public static final Route GET_MEMBER = Route.of(GET, "/members/{id}", Scope.READ)
            .failing(ApiError.MEMBER_NOT_FOUND);
    public static final Route CHANGE_MEMBER = Route.of(PATCH, "/members/{id}", new Access.Owner())
            .failing(ApiError.MEMBER_NOT_FOUND, ApiError.PRECONDITION_FAILED, ApiError.LAST_OWNER);
    public static final Route REMOVE_MEMBER = Route.of(DELETE, "/members/{id}", new Access.Owner())
            .failing(ApiError.MEMBER_NOT_FOUND, ApiError.PRECONDITION_FAILED, ApiError.LAST_OWNER);

    public static final Route LOGIN = Route.of(POST, "/auth/login", new Access.Open())
            .failing(ApiError.LOGIN_FAILED, ApiError.MFA_REQUIRED, ApiError.CSRF_FAILED, ApiError.RATE_LIMITED);
    public static final Route LOGOUT = Route.of(POST, "/auth/logout", new Access.Open()).failing(ApiError.CSRF_FAILED);
    public static final Route SESSION = Route.of(GET, "/auth/session", new Access.SignedIn());
    public static final Route TAKE_UP_INVITATION = Route.of(POST, "/auth/invite", new Access.Open())
            .failing(ApiError.LOGIN_FAILED, ApiError.CSRF_FAILED, ApiError.RATE_LIMITED);
    public static final Route SET_UP = Route.of(POST, "/setup", new Access.Open())
            .failing(ApiError.NOT_FOUND, ApiError.LOGIN_FAILED, ApiError.CSRF_FAILED, ApiError.EMAIL_TAKEN,
                    ApiError.RATE_LIMITED);

    public static final Route SECURITY = Route.of(GET, "/users/me/security", new Access.SignedIn());
    public static final Route GET_MFA = Route.of(GET, "/users/me/security/mfa", new Access.SignedIn());
    public static final Route SET_MFA = Route.of(POST, "/users/me/security/mfa", new Access.SignedIn())
            .failing(ApiError.CODE_WRONG, ApiError.RATE_LIMITED);
    public static final Route REMOVE_MFA = Route.of(DELETE, "/users/me/security/mfa", new Access.SignedIn()).withBody()
            .failing(ApiError.CODE_WRONG, ApiError.RATE_LIMITED);

    public static final Route LIST_ACCOUNTS = Route.of(GET, "/accounts", Scope.OPERATOR_READ)
            .asking("limit", "cursor");
    public static final Route OPEN_ACCOUNT = Route.of(POST, "/accounts", Scope.OPERATOR_ACCOUNTS)
            .failing(ApiError.PLAN_NOT_FOUND, ApiError.EMAIL_TAKEN);
    public static final Route GET_ACCOUNT = Route.of(GET, "/accounts/{id}", Scope.OPERATOR_READ)
            .failing(ApiError.ACCOUNT_NOT_FOUND);
    public static final Route CHANGE_ACCOUNT = Route.of(PATCH, "/accounts/{id}", Scope.OPERATOR_ACCOUNTS)
            .failing(ApiError.ACCOUNT_NOT_FOUND, ApiError.PLAN_NOT_FOUND, ApiError.PRECONDITION_FAILED,
                    ApiError.EMAIL_TAKEN, ApiError.OPERATOR_ACCOUNT);
    public static final Route CREDIT_ACCOUNT = Route.of(POST, "/accounts/{id}/credit", Scope.OPERATOR_ACCOUNTS)
            .failing(ApiError.ACCOUNT_NOT_FOUND, ApiError.VOLUME_UNLIMITED);
    public static final Route LEDGER = Route.of(GET, "/accounts/{id}/ledger", Scope.OPERATOR_READ)
            .failing(ApiError.ACCOUNT_NOT_FOUND).asking("limit", "cursor");

    public static final Route LIST_PLANS = Route.of(GET, "/plans", Scope.OPERATOR_READ).asking("limit", "cursor");
    public static final Route CREATE_PLAN = Route.of(POST, "/plans", Scope.OPERATOR_PLANS)
            .failing(ApiError.NAME_TAKEN);
    public static final Route GET_PLAN = Route.of(GET, "/plans/{slug}", Scope.OPERATOR_READ)
            .failing(ApiError.PLAN_NOT_FOUND);
    public static final Route CHANGE_PLAN = Route.of(PATCH, "/plans/{slug}", Scope.OPERATOR_PLANS)
            .failing(ApiError.PLAN_NOT_FOUND, ApiError.PRECONDITION_FAILED);
    public static final Route DELETE_PLAN = Route.of(DELETE, "/plans/{slug}", Scope.OPERATOR_PLANS)
            .failing(ApiError.PLAN_NOT_FOUND, ApiError.PRECONDITION_FAILED, ApiError.PLAN_IN_USE);

    public static final List<Route> ALL = List.of(STATUS, DESCRIPTION, ME, CHANGE_ME, OWN_PLAN, VERIFY_TOKEN,
            LIST_SUB_USERS,
            CREATE_SUB_USER, GET_SUB_USER, CHANGE_SUB_USER, ROTATE_PASSWORD, DELETE_SUB_USER, LIST_WHITELISTS,
            ADD_WHITELIST_ENTRY, GET_WHITELIST_ENTRY, CHANGE_WHITELIST_ENTRY, DELETE_WHITELIST_ENTRY,
            LIST_ACCOUNTS, OPEN_ACCOUNT, GET_ACCOUNT, CHANGE_ACCOUNT, CREDIT_ACCOUNT, LEDGER, LIST_PLANS, CREATE_PLAN,
            GET_PLAN, CHANGE_PLAN, DELETE_PLAN, LIST_MEMBERS, INVITE_MEMBER, GET_MEMBER, CHANGE_MEMBER, REMOVE_MEMBER,
            LOGIN, LOGOUT, SESSION, TAKE_UP_INVITATION, SET_UP, SECURITY, GET_MFA, SET_MFA, REMOVE_MFA);

    private ApiRoutes() {}
}
