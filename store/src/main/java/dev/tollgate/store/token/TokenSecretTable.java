package dev.tollgate.store.token;

import dev.tollgate.domain.secret.SecretHash;
import dev.tollgate.domain.token.TokenId;
import org.jdbi.v3.core.Handle;

/// The table `token_secrets`: the hash of each secret a token has or had.
final class TokenSecretTable {
    private final Handle handle;

    TokenSecretTable(Handle handle) {
        this.handle = handle;
    }

    void insertCurrent(TokenId token, SecretHash secret) {
        handle.execute("INSERT INTO token_secrets (hash, token) VALUES (?, ?)", secret.hex(), token.value());
    }
}
