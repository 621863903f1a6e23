package dev.tollgate.domain.account;

import dev.tollgate.domain.amount.Volume;
import java.util.Optional;

/// What an account has left of each gateway product; empty is unlimited. Spelled out, since products belong to sub-users, which
/// know accounts.
public record Volumes(Optional<Volume> residential, Optional<Volume> mobile) {
    public static final Volumes UNLIMITED = new Volumes(Optional.empty(), Optional.empty());
}
