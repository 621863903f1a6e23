package dev.tollgate.domain.member;

import dev.tollgate.domain.token.Scope;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// What a member may do (A§3), said in the scopes of tokens.
public enum Role {
    OWNER(EnumSet.of(Scope.ALL), EnumSet.of(Scope.OPERATOR_ALL)),
    /// As the owner, but members only to look at.
    ADMIN(EnumSet.of(Scope.ALL)),
    DEVELOPER(EnumSet.of(Scope.READ, Scope.SUBUSERS_WRITE, Scope.WHITELISTS_WRITE, Scope.TRAFFIC_READ)),
    BILLING(EnumSet.of(Scope.READ, Scope.ORDERS_WRITE, Scope.TRAFFIC_READ, Scope.REPORTS_WRITE)),
    VIEWER(EnumSet.of(Scope.READ, Scope.TRAFFIC_READ));

    private final Set<Scope> scopes;
    private final Set<Scope> operatorScopes;

    Role(EnumSet<Scope> scopes) {
        this(scopes, EnumSet.noneOf(Scope.class));
    }

    /// @param more in the account that runs the installation
    Role(EnumSet<Scope> scopes, EnumSet<Scope> more) {
        this.scopes = Collections.unmodifiableSet(scopes);
        EnumSet<Scope> all = EnumSet.copyOf(scopes);
        all.addAll(more);
        this.operatorScopes = Collections.unmodifiableSet(all);
    }

    /// @param operator whether it is a role in the account that runs the installation
    public Set<Scope> scopes(boolean operator) {
        return operator ? operatorScopes : scopes;
    }
}
