package dev.tollgate.control.login;

import dev.tollgate.control.input.Checked;
import dev.tollgate.control.input.Fields;
import dev.tollgate.control.password.NewPassword;
import dev.tollgate.domain.secret.Secret;
import java.util.Optional;
import java.util.Set;

/// To take up an invitation by choosing a password.
///
/// @param code what the link carries
public record TakeUpInvitation(Secret code, Secret password) {

    static Checked<TakeUpInvitation> read(Fields fields) {
        Optional<String> code = fields.take("code").required().text();
        Optional<Secret> password = NewPassword.read(fields.take("password"));
        fields.refuseTheRest(Set.of());
        return Checked.of(fields.faults(),
                () -> new TakeUpInvitation(new Secret(code.orElseThrow()), password.orElseThrow()));
    }
}
