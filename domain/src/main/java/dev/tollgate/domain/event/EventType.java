package dev.tollgate.domain.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Every event there is (A§12). A constant's name is its word: `SUBUSER_OLD_PASSWORD_LATE` is `subuser.old_password_late`.
public enum EventType {
    SUBUSER_CREATED,
    SUBUSER_UPDATED,
    SUBUSER_DISABLED,
    SUBUSER_DELETED,
    SUBUSER_PASSWORD_ROTATED,
    SUBUSER_OLD_PASSWORD_LATE,
    SUBUSER_QUOTA_SOFT,
    SUBUSER_QUOTA_REACHED,
    WHITELIST_ADDED,
    WHITELIST_REMOVED,
    TOKEN_CREATED,
    TOKEN_ROTATED,
    TOKEN_REVOKED,
    TOKEN_OLD_TOKEN_LATE,
    SESSION_REPINNED,
    SESSION_LOST,
    ORDER_COMPLETED,
    ORDER_FAILED,
    BATCH_EXPIRING,
    BATCH_EXPIRED,
    BATCH_RELEASED,
    IP_REPLACED,
    IP_HEALTH_LOW,
    BALANCE_LOW,
    BALANCE_EXHAUSTED,
    SUBSCRIPTION_RENEWED,
    SUBSCRIPTION_ENDED,
    REPORT_COMPLETED,
    REPORT_FAILED,
    ALERT_FIRED,
    ALERT_RESOLVED,
    KYC_UPDATED,
    ACCOUNT_SUSPENDED,
    ACCOUNT_RESTORED,
    EXIT_EJECTED(true),
    EXIT_RETURNED(true),
    EXIT_HOT(true),
    EXIT_QUARANTINED(true),
    POOL_SHORT(true),
    NODE_JOINED(true),
    NODE_LOST(true),
    CERTIFICATE_EXPIRING(true);

    private final String word;
    private final boolean operatorOnly;

    EventType() {
        this(false);
    }

    EventType(boolean operatorOnly) {
        this.operatorOnly = operatorOnly;
        String text = name().toLowerCase(Locale.ROOT);
        int dot = text.indexOf('_');
        this.word = text.substring(0, dot) + "." + text.substring(dot + 1);
    }

    /// As the API writes it.
    public String word() {
        return word;
    }

    /// Whether only the operator's account is told of it.
    public boolean operatorOnly() {
        return operatorOnly;
    }

    public static Optional<EventType> byWord(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }
}
