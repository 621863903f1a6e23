package dev.tollgate.control.authentication;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.member.Member;
import dev.tollgate.domain.token.Scope;
import dev.tollgate.domain.traffic.RequestId;
import java.util.Set;

/// A member who is signed in to the console.
///
/// @param account the member's own
/// @param request the id of the request that is made
public record MemberPrincipal(Member member, Account account, Environment environment, IpAddress source,
        RequestId request)
        implements
            Principal {

    @Override
    public Set<Scope> scopes() {
        return member.role().scopes(account.operator());
    }

    @Override
    public String id() {
        return member.id().value();
    }

    @Override
    public Author author() {
        return Author.member(id(), member.account().value(), source, request.value());
    }
}
