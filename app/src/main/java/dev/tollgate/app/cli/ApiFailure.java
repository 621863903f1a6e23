package dev.tollgate.app.cli;

import dev.tollgate.app.client.Answer;
import java.util.ArrayList;
import java.util.List;

/// A call of the API that did not do what it was to do. It ends the program with a line that says why and an exit code of its own,
/// by which a program can tell whether to try again.
final class ApiFailure extends RuntimeException {

    private final transient List<String> lines;
    private final int exitCode;

    private ApiFailure(List<String> lines, int exitCode) {
        super(String.join("\n", lines));
        this.lines = List.copyOf(lines);
        this.exitCode = exitCode;
    }

    static ApiFailure of(Answer.Refused refused) {
        List<String> lines = new ArrayList<>();
        String id = refused.requestId().isEmpty() ? "" : " (" + refused.requestId() + ")";
        lines.add(refused.code() + ": " + refused.message() + id);
        refused.details().forEach(detail -> lines.add("  " + detail));
        return new ApiFailure(lines, refused.later() ? CommandLineTool.TRY_AGAIN : CommandLineTool.REFUSED);
    }

    static ApiFailure of(Answer.Unreachable unreachable) {
        return new ApiFailure(
                List.of(unreachable.why() + "; start the node, or correct --api (cli.api)"),
                CommandLineTool.TRY_AGAIN);
    }

    List<String> lines() {
        return lines;
    }

    int exitCode() {
        return exitCode;
    }
}
