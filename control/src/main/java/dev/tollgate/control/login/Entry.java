package dev.tollgate.control.login;

import dev.tollgate.control.input.Problem;
import dev.tollgate.domain.member.Member;
import dev.tollgate.domain.secret.Secret;

/// What came of trying to come in.
public sealed interface Entry {

    /// @param cookie what the session cookie carries from now on
    record Entered(Member member, Secret cookie) implements Entry {}

    record Rejected(Problem problem) implements Entry {}
}
