package dev.tollgate.control.input;

/// One field at fault.
///
/// @param field its name; `query.<name>` for a parameter, `products[1]` for an element
public record FieldFault(String field, Issue issue) {}
