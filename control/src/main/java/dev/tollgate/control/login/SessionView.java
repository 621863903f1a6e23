package dev.tollgate.control.login;

import dev.tollgate.control.member.MemberView;

/// Who is signed in (A§3).
///
/// @param csrfToken to be sent as `X-CSRF-Token` with every write
public record SessionView(MemberView member, String csrfToken) {}
