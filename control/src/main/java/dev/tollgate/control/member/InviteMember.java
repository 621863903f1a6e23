package dev.tollgate.control.member;

import dev.tollgate.control.input.Checked;
import dev.tollgate.control.input.Fields;
import dev.tollgate.domain.member.Role;
import java.util.Optional;

/// To invite somebody; every rule of A§3 about the fields holds.
record InviteMember(String email, Optional<String> name, Role role) {

    static Checked<InviteMember> read(Fields fields) {
        MemberFields reader = new MemberFields(fields);
        Optional<String> email = reader.email();
        Optional<NewName> name = reader.name();
        Optional<Role> role = reader.role(true);
        reader.finish();
        return Checked.of(fields.faults(),
                () -> new InviteMember(email.orElseThrow(), name.flatMap(NewName::value), role.orElseThrow()));
    }
}
