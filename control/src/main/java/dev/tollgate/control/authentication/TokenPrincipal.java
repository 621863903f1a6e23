package dev.tollgate.control.authentication;

import dev.tollgate.domain.account.Account;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.address.IpAddress;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.token.ApiToken;
import dev.tollgate.domain.token.Scope;
import dev.tollgate.domain.traffic.RequestId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A caller with a valid token.
///
/// @param oldUntil of a replaced secret, the end of its grace; empty if the current one was presented
/// @param sourceRule the range of the token that let `source` in; empty if it may be used from anywhere
public record TokenPrincipal(ApiToken token, Account account, Optional<Instant> oldUntil, IpAddress source,
        Optional<Cidr> sourceRule, RequestId request) implements Principal {

    @Override
    public Environment environment() {
        return token.environment();
    }

    @Override
    public Set<Scope> scopes() {
        return token.scopes();
    }

    @Override
    public String id() {
        return token.id().value();
    }

    @Override
    public Author author() {
        return Author.token(id(), token.account().value(), source, request.value());
    }
}
