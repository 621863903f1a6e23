package dev.tollgate.control.login;

import dev.tollgate.control.input.Checked;
import dev.tollgate.control.input.Fields;
import dev.tollgate.control.member.MemberFields;
import dev.tollgate.control.password.NewPassword;
import dev.tollgate.domain.secret.Secret;
import java.util.Optional;
import java.util.Set;

/// To make the first owner.
///
/// @param code what the first start printed
public record SetUp(Secret code, String email, Secret password) {

    static Checked<SetUp> read(Fields fields) {
        Optional<String> code = fields.take("setup_code").required().text();
        Optional<String> email = new MemberFields(fields).email();
        Optional<Secret> password = NewPassword.read(fields.take("password"));
        fields.refuseTheRest(Set.of());
        return Checked.of(fields.faults(),
                () -> new SetUp(new Secret(code.orElseThrow()), email.orElseThrow(), password.orElseThrow()));
    }
}
