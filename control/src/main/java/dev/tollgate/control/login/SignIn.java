package dev.tollgate.control.login;

import dev.tollgate.control.input.Checked;
import dev.tollgate.control.input.Fields;
import dev.tollgate.domain.secret.Secret;
import java.util.Optional;
import java.util.Set;

/// To sign in. Whether the values are such as could be right is not said: what is wrong is wrong.
public record SignIn(String email, Secret password, Optional<String> code) {

    static Checked<SignIn> read(Fields fields) {
        Optional<String> email = fields.take("email").required().text();
        Optional<String> password = fields.take("password").required().text();
        Optional<String> code = fields.take("code").text();
        fields.refuseTheRest(Set.of());
        return Checked.of(fields.faults(),
                () -> new SignIn(email.orElseThrow(), new Secret(password.orElseThrow()), code));
    }
}
