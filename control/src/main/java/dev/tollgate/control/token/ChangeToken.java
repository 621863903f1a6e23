package dev.tollgate.control.token;

import dev.tollgate.control.input.Checked;
import dev.tollgate.control.input.Fields;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.token.ApiToken;
import dev.tollgate.domain.token.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// To change a token; what is empty stays as it is.
record ChangeToken(Optional<String> name, Optional<Set<Scope>> scopes, Optional<List<Cidr>> sourceIps,
        Optional<End> expiresAt) {

    static Checked<ChangeToken> read(Fields fields, ApiToken current, Instant now) {
        TokenFields reader = new TokenFields(fields);
        ChangeToken change = new ChangeToken(reader.name(false), reader.scopes(false, current.environment()),
                reader.sourceIps(), reader.expiresAt(now));
        reader.finish();
        return Checked.of(fields.faults(), () -> change);
    }

    ApiToken applyTo(ApiToken token) {
        return token.with(name.orElse(token.name()), scopes.orElse(token.scopes()),
                sourceIps.orElse(token.sourceIps()), expiresAt.map(End::at).orElse(token.expiresAt()));
    }
}
