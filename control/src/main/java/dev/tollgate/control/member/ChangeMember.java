package dev.tollgate.control.member;

import dev.tollgate.control.input.Checked;
import dev.tollgate.control.input.Fields;
import dev.tollgate.domain.member.Member;
import dev.tollgate.domain.member.Role;
import java.util.Optional;

/// To change a member; what is empty stays as it is.
///
/// @param enabled whether the member may sign in
record ChangeMember(Optional<NewName> name, Optional<Role> role, Optional<Boolean> enabled) {

    static Checked<ChangeMember> read(Fields fields) {
        MemberFields reader = new MemberFields(fields);
        ChangeMember change = new ChangeMember(reader.name(), reader.role(false), reader.enabled());
        reader.finish();
        return Checked.of(fields.faults(), () -> change);
    }

    Member applyTo(Member member) {
        return member.with(name.map(NewName::value).orElse(member.name()), role.orElse(member.role()), enabled.orElse(
                member.enabled()));
    }
}
