package dev.tollgate.domain.member;

import dev.tollgate.domain.account.AccountId;
import dev.tollgate.domain.audit.Author;
import dev.tollgate.domain.paging.Page;
import dev.tollgate.domain.paging.PageRequest;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/// Keeps members. Thread-safe; each method is one transaction. What is asked of one account never shows another's.
public interface MemberRepository {
    /// Keeps a member who is invited.
    Insertion insert(Author author, Member member, Invitation invitation);

    Optional<Member> find(AccountId account, MemberId id);

    /// Newest first.
    Page<Member> list(AccountId account, PageRequest page);

    /// Reads, changes and writes in one transaction; an equal value writes nothing, any other counts the version up. Only name, role
    /// and whether the member is enabled can change. The sessions of one who is disabled end with it.
    Update update(Author author, AccountId account, MemberId id, OptionalLong expectedVersion,
            UnaryOperator<Member> change);

    /// Removes the member with sessions, second factor and invitation.
    Deletion delete(Author author, AccountId account, MemberId id, OptionalLong expectedVersion);

    /// What came of [#insert].
    enum Insertion {
        INSERTED, EMAIL_TAKEN
    }

    /// What came of [#update].
    sealed interface Update {
        record Updated(Member member) implements Update {}

        record Missing() implements Update {}

        record OtherVersion(long current) implements Update {}

        /// Nobody would be left to sign in as the account's owner.
        record LastOwner() implements Update {}
    }

    /// What came of [#delete].
    enum Deletion {
        DELETED, MISSING, OTHER_VERSION, LAST_OWNER
    }
}
