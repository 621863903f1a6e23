package dev.tollgate.control.member;

import dev.tollgate.domain.member.Member;
import dev.tollgate.domain.secret.Secret;
import java.util.Optional;

/// A member who was invited this moment, with the link to be passed on.
///
/// @param inviteUrl shown this once
public record InvitedMemberView(
        String id,
        String email,
        Optional<String> name,
        String role,
        String status,
        boolean mfa,
        Optional<String> lastLoginAt,
        Optional<String> lastLoginIp,
        String createdAt,
        String inviteUrl) {

    static InvitedMemberView of(Member member, Secret inviteUrl) {
        MemberView view = MemberView.of(member);
        return new InvitedMemberView(view.id(), view.email(), view.name(), view.role(), view.status(), view.mfa(),
                view.lastLoginAt(), view.lastLoginIp(), view.createdAt(), inviteUrl.reveal());
    }
}
