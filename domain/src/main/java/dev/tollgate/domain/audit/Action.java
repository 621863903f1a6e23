package dev.tollgate.domain.audit;

import java.util.Arrays;
import java.util.Optional;

/// Everything that makes an audit entry. The words are part of the contract: none is renamed or used again for something else.
public enum Action {
    SUBUSER_CREATE("subuser.create"),
    SUBUSER_UPDATE("subuser.update"),
    SUBUSER_ROTATE_PASSWORD("subuser.rotate_password"),
    SUBUSER_DELETE("subuser.delete"),
    WHITELIST_CREATE("whitelist.create"),
    WHITELIST_UPDATE("whitelist.update"),
    WHITELIST_DELETE("whitelist.delete"),
    TOKEN_CREATE("token.create"),
    TOKEN_UPDATE("token.update"),
    TOKEN_ROTATE("token.rotate"),
    TOKEN_REVOKE("token.revoke"),
    /// Uses of a token that is not, or no longer, good; one entry for all that are alike within an hour.
    TOKEN_REFUSE("token.refuse"),
    /// Failed attempts to sign in; one entry for all that are alike within an hour.
    LOGIN_FAIL("login.fail"),
    ACCOUNT_CREATE("account.create"),
    ACCOUNT_UPDATE("account.update"),
    MEMBER_CREATE("member.create"),
    MEMBER_ACCEPT("member.accept"),
    MEMBER_UPDATE("member.update"),
    MEMBER_DELETE("member.delete"),
    MEMBER_LOGIN("member.login"),
    MEMBER_LOGOUT("member.logout"),
    MEMBER_USE_RECOVERY_CODE("member.use_recovery_code"),
    ACCOUNT_CREDIT("account.credit"),
    PLAN_CREATE("plan.create"),
    PLAN_UPDATE("plan.update"),
    PLAN_DELETE("plan.delete"),
    EXIT_CREATE("exit.create"),
    SERVER_KEY_CLAIM("server_key.claim"),
    /// Entries that were older than 13 months are gone.
    AUDIT_PRUNE("audit.prune");

    private final String word;

    Action(String word) {
        this.word = word;
    }

    /// As the API writes it: the kind of object, a dot, the verb.
    public String word() {
        return word;
    }

    /// The kind of object, such as `subuser`.
    public String kind() {
        return word.substring(0, word.indexOf('.'));
    }

    public static Optional<Action> byWord(String word) {
        return Arrays.stream(values()).filter(action -> action.word.equals(word)).findFirst();
    }
}
