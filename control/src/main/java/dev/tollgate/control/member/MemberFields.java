package dev.tollgate.control.member;

import dev.tollgate.control.input.Field;
import dev.tollgate.control.input.Fields;
import dev.tollgate.control.input.Issue;
import dev.tollgate.control.route.Words;
import dev.tollgate.domain.member.EmailAddress;
import dev.tollgate.domain.member.MemberStatus;
import dev.tollgate.domain.member.Role;
import java.util.Optional;
import java.util.Set;

/// Reads the fields of members (A§3).
public final class MemberFields {

    private static final int LONGEST_NAME = 200;
    private static final Set<String> READ_ONLY = Set.of("id", "email", "status", "mfa", "last_login_at",
            "last_login_ip", "created_at", "invite_url");

    private final Fields fields;

    public MemberFields(Fields fields) {
        this.fields = fields;
    }

    public Optional<String> email() {
        Field field = fields.take("email").required();
        Optional<String> email = field.text();
        email.flatMap(MemberFields::emailFault).ifPresent(field::fault);
        return email;
    }

    private static Optional<Issue> emailFault(String email) {
        if (email.isEmpty()) {
            return Optional.of(Issue.EMPTY);
        }
        if (email.length() > EmailAddress.LONGEST) {
            return Optional.of(Issue.TOO_LONG);
        }
        return EmailAddress.wellFormed(email) ? Optional.empty() : Optional.of(Issue.BAD_FORMAT);
    }

    /// @return empty if it was not given
    Optional<NewName> name() {
        Field field = fields.take("name");
        if (field.isNull()) {
            return Optional.of(new NewName(Optional.empty()));
        }
        Optional<String> name = field.text();
        name.flatMap(MemberFields::nameFault).ifPresent(field::fault);
        return name.map(text -> new NewName(Optional.of(text)));
    }

    private static Optional<Issue> nameFault(String name) {
        if (name.isEmpty()) {
            return Optional.of(Issue.EMPTY);
        }
        if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
            return Optional.of(Issue.TOO_LONG);
        }
        boolean text = name.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
        return text ? Optional.empty() : Optional.of(Issue.BAD_FORMAT);
    }

    Optional<Role> role(boolean required) {
        Field field = fields.take("role");
        Optional<String> word = (required ? field.required() : field).text();
        Optional<Role> role = word.flatMap(text -> Words.read(Role.class, text));
        if (word.isPresent() && role.isEmpty()) {
            field.fault(Issue.NOT_ALLOWED);
        }
        return role;
    }

    /// `active` or `disabled`; that somebody was only invited is not for the caller to say.
    Optional<Boolean> enabled() {
        Field field = fields.take("status");
        Optional<String> word = field.text();
        Optional<MemberStatus> status = word.flatMap(text -> Words.read(MemberStatus.class, text))
                .filter(one -> one != MemberStatus.INVITED);
        if (word.isPresent() && status.isEmpty()) {
            field.fault(Issue.NOT_ALLOWED);
        }
        return status.map(one -> one == MemberStatus.ACTIVE);
    }

    void finish() {
        fields.refuseTheRest(READ_ONLY);
    }
}
