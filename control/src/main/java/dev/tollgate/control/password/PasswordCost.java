package dev.tollgate.control.password;

/// What the hash of a password costs. It stands beside each hash, so that other figures can be chosen later.
///
/// @param memoryKib that is written while it is computed
/// @param passes over that memory
public record PasswordCost(int memoryKib, int passes) {
    /// 32 MiB and three passes; OWASP advises 19 MiB and two at least.
    public static final PasswordCost USUAL = new PasswordCost(32 * 1024, 3);
}
