package dev.tollgate.domain.login;

import java.util.OptionalLong;

/// A member's second factor (A§3), as it is kept.
///
/// @param sealedKey the key that the member's device shares, encrypted
/// @param confirmed whether a first code was right, so that it is asked for at login
/// @param usedStep the latest time step whose code was used: none up to it is taken again
/// @param recoveryCodesLeft those not used yet
public record SecondFactor(String sealedKey, boolean confirmed, OptionalLong usedStep, int recoveryCodesLeft) {}
