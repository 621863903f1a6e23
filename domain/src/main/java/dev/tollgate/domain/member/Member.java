package dev.tollgate.domain.member;

import dev.tollgate.domain.account.AccountId;
import java.time.Instant;
import java.util.Optional;

/// A person with access to the console, without password and second factor (A§3).
///
/// @param mfa whether a second factor is asked for at login
/// @param version counts its changes, from 1
public record Member(
        MemberId id,
        AccountId account,
        String email,
        Optional<String> name,
        Role role,
        MemberStatus status,
        boolean mfa,
        Instant createdAt,
        long version) {}
