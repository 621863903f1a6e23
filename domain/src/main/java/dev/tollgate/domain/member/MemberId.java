package dev.tollgate.domain.member;

/// Names a member.
///
/// @param value `mem_` and a 26-character ULID; opaque to clients
public record MemberId(String value) {
    public static final String PREFIX = "mem_";

    @Override
    public String toString() {
        return value;
    }
}
