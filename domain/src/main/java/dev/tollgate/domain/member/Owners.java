package dev.tollgate.domain.member;

import java.util.List;
import java.util.Optional;

/// The rule that an account keeps an owner (A§3): the last can be neither removed nor lowered, and, since nobody could sign in
/// then either, not disabled.
public final class Owners {
    private Owners() {}

    /// Whether `before` may become `after` while these are the account's other members. One who can sign in is missed only by others
    /// who can; one who cannot, by any other owner.
    ///
    /// @param after empty if it is removed
    public static boolean leavesNone(Member before, Optional<Member> after, List<Member> others) {
        if (before.role() != Role.OWNER) {
            return false;
        }
        return before.activeOwner()
                ? after.filter(Member::activeOwner).isEmpty() && others.stream().noneMatch(Member::activeOwner)
                : after.filter(one -> one.role() == Role.OWNER).isEmpty()
                        && others.stream().noneMatch(one -> one.role() == Role.OWNER);
    }
}
