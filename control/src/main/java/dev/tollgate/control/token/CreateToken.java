package dev.tollgate.control.token;

import dev.tollgate.control.input.Checked;
import dev.tollgate.control.input.Fields;
import dev.tollgate.domain.account.Environment;
import dev.tollgate.domain.address.Cidr;
import dev.tollgate.domain.token.Scope;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// To make a token; every rule of A§2 about its own fields holds. Whether the caller may grant its scopes is another question.
public record CreateToken(String name, Environment environment, Set<Scope> scopes, List<Cidr> sourceIps,
        Optional<Instant> expiresAt) {

    public CreateToken {
        scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
        sourceIps = List.copyOf(sourceIps);
    }

    /// @param callers the environment of who makes it
    static Checked<CreateToken> read(Fields fields, Environment callers, Instant now) {
        TokenFields reader = new TokenFields(fields);
        Optional<String> name = reader.name(true);
        Environment environment = reader.environment(callers);
        Optional<Set<Scope>> scopes = reader.scopes(true, environment);
        Optional<List<Cidr>> sourceIps = reader.sourceIps();
        Optional<End> expiresAt = reader.expiresAt(now);
        reader.finish();
        return Checked.of(fields.faults(), () -> new CreateToken(name.orElseThrow(), environment,
                scopes.orElseThrow(), sourceIps.orElse(List.of()), expiresAt.orElse(End.NEVER).at()));
    }
}
