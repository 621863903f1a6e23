package dev.tollgate.control.member;

import dev.tollgate.control.route.Words;
import dev.tollgate.domain.member.Member;
import java.util.Optional;

/// A member as the account sees it (A§3).
public record MemberView(
        String id,
        String email,
        Optional<String> name,
        String role,
        String status,
        boolean mfa,
        Optional<String> lastLoginAt,
        Optional<String> lastLoginIp,
        String createdAt) {

    public static MemberView of(Member member) {
        return new MemberView(member.id().value(), member.email(), member.name(), Words.of(member.role()),
                Words.of(member.status()), member.mfa(), member.lastLogin().map(login -> Words.time(login.at())),
                member.lastLogin().map(login -> login.from().toString()), Words.time(member.createdAt()));
    }
}
