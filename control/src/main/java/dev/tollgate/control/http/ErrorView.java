package dev.tollgate.control.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tollgate.control.input.Problem;
import dev.tollgate.domain.traffic.RequestId;
import java.util.List;

/// The body of every error (A§1.2).
public record ErrorView(String code, String message, String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Detail> details) {

    /// One field at fault.
    public record Detail(String field, String issue) {}

    static ErrorView of(Problem problem, RequestId id) {
        return new ErrorView(problem.error().code(), problem.message(), id.value(), problem.details().stream()
                .map(fault -> new Detail(fault.field(), fault.issue().word())).toList());
    }
}
