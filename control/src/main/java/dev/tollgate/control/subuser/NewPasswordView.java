package dev.tollgate.control.subuser;

import dev.tollgate.control.route.ShownOnce;
import dev.tollgate.control.route.Words;
import dev.tollgate.domain.secret.Secret;
import dev.tollgate.domain.subuser.SubUser;

/// The answer to a rotation.
public record NewPasswordView(String id, String name, ShownOnce password, String oldValidUntil) {

    static NewPasswordView of(SubUser subUser, Secret password) {
        return new NewPasswordView(subUser.id().value(), subUser.name(), new ShownOnce(password),
                Words.time(subUser.passwords().replaced().getFirst().validUntil()));
    }
}
