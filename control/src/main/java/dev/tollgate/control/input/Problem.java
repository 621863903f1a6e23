package dev.tollgate.control.input;

import dev.tollgate.domain.error.ApiError;
import java.util.List;
import java.util.Map;

/// Why a request is turned down, with everything its answer says.
///
/// @param message one English sentence
/// @param details the fields at fault, if it is about fields
/// @param headers that the answer owes its status
public record Problem(ApiError error, String message, List<FieldFault> details, Map<String, String> headers) {

    public Problem {
        details = List.copyOf(details);
        headers = Map.copyOf(headers);
    }

    public static Problem of(ApiError error) {
        return new Problem(error, error.message(), List.of(), Map.of());
    }

    public static Problem of(ApiError error, FieldFault fault) {
        return new Problem(error, error.message(), List.of(fault), Map.of());
    }

    /// That one field is not acceptable.
    public static Problem fault(String field, Issue issue) {
        return new Problem(ApiError.VALIDATION_FAILED, "1 field is not acceptable.",
                List.of(new FieldFault(field, issue)), Map.of());
    }

    public Problem withHeaders(Map<String, String> owed) {
        return new Problem(error, message, details, owed);
    }
}
