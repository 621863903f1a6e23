package dev.tollgate.control.subuser;

import dev.tollgate.control.input.Checked;
import dev.tollgate.control.input.Fields;
import dev.tollgate.domain.plan.Plan;
import dev.tollgate.domain.subuser.AuthMode;
import dev.tollgate.domain.subuser.Product;
import dev.tollgate.domain.subuser.SubUserStatus;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// To make a sub-user; every rule of A§4.1 about its own fields holds.
public record CreateSubUser(
        String label,
        Set<Product> products,
        SubUserStatus status,
        int concurrentMax,
        int rpsMax,
        AuthMode authMode,
        boolean requireTls) {

    public CreateSubUser {
        products = Collections.unmodifiableSet(new LinkedHashSet<>(products));
    }

    static Checked<CreateSubUser> read(Fields fields, Plan plan) {
        SubUserFields reader = new SubUserFields(fields);
        Optional<String> label = reader.label(true);
        Set<Product> products = reader.products(plan);
        Optional<SubUserStatus> status = reader.status();
        Optional<Integer> concurrentMax = reader.concurrentMax(plan.concurrentMax(products));
        Optional<Integer> rpsMax = reader.rpsMax(plan.rpsMax(products));
        Optional<AuthMode> authMode = reader.authMode();
        Optional<Boolean> requireTls = reader.requireTls();
        reader.finish();
        return Checked.of(fields.faults(),
                () -> new CreateSubUser(label.orElseThrow(), products, status.orElse(SubUserStatus.ACTIVE),
                        concurrentMax.orElse(plan.concurrentMax(products)), rpsMax.orElse(plan.rpsMax(products)),
                        authMode.orElse(AuthMode.AUTO), requireTls.orElse(false)));
    }
}
