package dev.tollgate.control.input;

import dev.tollgate.domain.error.ApiError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything found wrong with one request so far. Confined to the request's thread.
public final class Faults {

    private final List<FieldFault> found = new ArrayList<>();
    private ApiError ownCode = ApiError.VALIDATION_FAILED;

    public void add(String field, Issue issue) {
        add(field, issue, ApiError.VALIDATION_FAILED);
    }

    /// @param alone the code that answers if this stays the only fault
    public void add(String field, Issue issue, ApiError alone) {
        found.add(new FieldFault(field, issue));
        ownCode = alone;
    }

    /// Empty if nothing is wrong.
    public Optional<Problem> problem() {
        return switch (found.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new Problem(ownCode, sentenceForOne(), found, Map.of()));
            default -> Optional.of(new Problem(ApiError.VALIDATION_FAILED,
                    found.size() + " fields are not acceptable.", found, Map.of()));
        };
    }

    private String sentenceForOne() {
        return ownCode == ApiError.VALIDATION_FAILED ? "1 field is not acceptable." : ownCode.message();
    }
}
