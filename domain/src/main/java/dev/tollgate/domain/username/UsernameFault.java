package dev.tollgate.domain.username;

/// The kinds of fault a username can have; each is one public code.
public enum UsernameFault {
    BAD_USERNAME, STATE_WITHOUT_REGION, CITY_WITHOUT_STATE, SESSTIME_OUT_OF_RANGE, UNKNOWN_REGION, UNKNOWN_STATE, UNKNOWN_CITY, UNKNOWN_ASN
}
