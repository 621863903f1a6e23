package dev.tollgate.gateway.hostile;

import dev.tollgate.domain.error.GatewayError;

/// What becomes of a hostile message.
sealed interface Verdict {

    /// As the documents say it.
    String text();

    /// Answered once with an error of ours, then closed; nothing reaches a target, and nothing behind it is read.
    record Refused(GatewayError error) implements Verdict {
        @Override
        public String text() {
            return "%d `%s`, closed".formatted(error.status(), error.code());
        }
    }

    /// Answered with an error of ours. Where the message ends is not in doubt, so that the next one is served.
    record RefusedAlone(GatewayError error) implements Verdict {
        @Override
        public String text() {
            return "%d `%s`; the next request is served".formatted(error.status(), error.code());
        }
    }

    /// Closed without a byte.
    record Silence() implements Verdict {
        @Override
        public String text() {
            return "closed without an answer";
        }
    }

    /// A fault within a body whose head has gone out already: refused as any other, and the target's side is cut before the
    /// request is whole.
    record BrokenOff(GatewayError error) implements Verdict {
        @Override
        public String text() {
            return "%d `%s`, closed; cut before the target has a whole request".formatted(error.status(),
                    error.code());
        }
    }

    /// Passed on in a form that cannot be mistaken.
    ///
    /// @param sent what exactly the other side receives
    record PassedOn(String how, String sent) implements Verdict {
        @Override
        public String text() {
            return how;
        }
    }

    /// An answer that is kept from the client: it is told of an error of ours, and the target's connection is closed.
    record Replaced(GatewayError error) implements Verdict {
        @Override
        public String text() {
            return "%d `%s`, not reused".formatted(error.status(), error.code());
        }
    }

    /// An answer that breaks behind its head: the client's connection ends before the answer does.
    record Cut() implements Verdict {
        @Override
        public String text() {
            return "both sides cut, never ended as if complete";
        }
    }
}
