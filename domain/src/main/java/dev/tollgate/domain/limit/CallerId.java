package dev.tollgate.domain.limit;

/// Names who calls the API: a token, or a member who is signed in.
///
/// @param value the id of the token or member
public record CallerId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
