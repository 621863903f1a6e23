package dev.tollgate.domain.login;

/// The slow hash of a member's password, with what it takes to compute it again. Never shown.
///
/// @param text as the password hashing competition writes it: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`
public record PasswordHash(String text) {
    @Override
    public String toString() {
        return "PasswordHash[hidden]";
    }
}
