package dev.tollgate.gateway.watch;

import java.time.Duration;
import java.util.List;

/// An event loop that did not get to its next task for too long, as it was found.
///
/// @param loop the name of its thread
/// @param lasted until it was looked at; it may have gone on
/// @param doing the stack of its thread at that moment, innermost call first
public record LoopStall(String loop, Duration lasted, List<StackTraceElement> doing) {
    public LoopStall {
        doing = List.copyOf(doing);
    }
}
