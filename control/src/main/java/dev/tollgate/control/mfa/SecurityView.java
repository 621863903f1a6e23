package dev.tollgate.control.mfa;

import dev.tollgate.control.route.Words;
import dev.tollgate.domain.member.Member;
import java.util.Optional;

/// What members see of their own security (A§3).
public record SecurityView(MfaView mfa, Optional<String> lastLoginAt, Optional<String> lastLoginIp) {

    static SecurityView of(Member member, MfaView mfa) {
        return new SecurityView(mfa, member.lastLogin().map(login -> Words.time(login.at())),
                member.lastLogin().map(login -> login.from().toString()));
    }
}
