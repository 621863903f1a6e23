package dev.tollgate.domain.account;

import java.time.ZoneId;

/// How an account's people like to see things.
///
/// @param timezone for display only: everything is kept and answered in UTC
public record Preferences(Language language, ZoneId timezone) {
    public static final Preferences USUAL = new Preferences(Language.EN, ZoneId.of("UTC"));
}
