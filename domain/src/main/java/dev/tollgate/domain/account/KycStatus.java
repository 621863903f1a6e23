package dev.tollgate.domain.account;

/// How far the verification of an account's owner has come. Set by the operator alone.
public enum KycStatus {
    NOT_SUBMITTED, PENDING, APPROVED, REJECTED
}
