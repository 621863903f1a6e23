package dev.tollgate.domain.username;

/// The kinds of fault a username can have; each is one public code.
public enum UsernameFault {
    /// The string breaks the grammar.
    BAD_USERNAME,
    /// A state says nothing without its country.
    STATE_WITHOUT_REGION,
    /// A city says nothing without its state.
    CITY_WITHOUT_STATE,
    /// A number of minutes, but too few or too many.
    SESSTIME_OUT_OF_RANGE,
    /// Two letters that are no country.
    UNKNOWN_REGION,
    /// Not in the catalogue of the product and region.
    UNKNOWN_STATE,
    /// Not in the catalogue of the product and state.
    UNKNOWN_CITY,
    /// Not in the catalogue of the product and the state or region.
    UNKNOWN_ASN
}
