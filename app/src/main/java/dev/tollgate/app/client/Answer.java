package dev.tollgate.app.client;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// What became of a call.
public sealed interface Answer {

    /// @param body a missing node where there is none
    record Ok(JsonNode body) implements Answer {}

    /// The API turned it down.
    ///
    /// @param details the fields at fault, each as `field issue`
    /// @param requestId empty text if the answer names none
    record Refused(int status, String code, String message, List<String> details, String requestId)
            implements
                Answer {
        public Refused {
            details = List.copyOf(details);
        }

        /// Whether it is no fault of the caller's, so that it may be tried again later.
        public boolean later() {
            return status == 429 || status >= 500;
        }
    }

    /// There was no answer of an API.
    ///
    /// @param why one sentence without a full stop
    record Unreachable(String why) implements Answer {}
}
