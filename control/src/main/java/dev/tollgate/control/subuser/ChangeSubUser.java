package dev.tollgate.control.subuser;

import dev.tollgate.control.input.Checked;
import dev.tollgate.control.input.Fields;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.subuser.AuthMode;
import dev.tollgate.domain.subuser.SubUser;
import dev.tollgate.domain.subuser.SubUserStatus;
import java.util.Optional;

/// To change a sub-user; what is empty stays as it is.
public record ChangeSubUser(
        Optional<String> label,
        Optional<SubUserStatus> status,
        Optional<Integer> concurrentMax,
        Optional<Integer> rpsMax,
        Optional<AuthMode> authMode,
        Optional<Boolean> requireTls) {

    static Checked<ChangeSubUser> read(Fields fields, Plan plan, SubUser current) {
        SubUserFields reader = new SubUserFields(fields);
        ChangeSubUser change = new ChangeSubUser(reader.label(false), reader.status(),
                reader.concurrentMax(plan.concurrentMax(current.products())),
                reader.rpsMax(plan.rpsMax(current.products())), reader.authMode(), reader.requireTls());
        reader.finish();
        return Checked.of(fields.faults(), () -> change);
    }

    SubUser applyTo(SubUser subUser) {
        return subUser.with(label.orElse(subUser.label()), status.orElse(subUser.status()),
                concurrentMax.orElse(subUser.concurrentMax()), rpsMax.orElse(subUser.rpsMax()),
                authMode.orElse(subUser.authMode()), requireTls.orElse(subUser.requireTls()),
                subUser.sessionStrict());
    }
}
