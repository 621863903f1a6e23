package dev.tollgate.app.admin;

import dev.tollgate.domain.exit.ExitState;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

/// What is true of a node now, read whenever somebody asks. Each must be thread-safe and must not wait.
///
/// @param connections client connections that are open
/// @param exchanges those that have begun and not ended
/// @param slots concurrency slots that are held
/// @param names sub-user names the node knows
/// @param snapshotAge seconds since the store was last asked with success; NaN before the first time
/// @param exits how many there are in a state
/// @param linesDropped access log lines lost since the start
/// @param acceptPauses how often accepting clients paused since the start
public record NodeGauges(IntSupplier connections, IntSupplier exchanges, IntSupplier slots, IntSupplier names,
        DoubleSupplier snapshotAge, ToIntFunction<ExitState> exits, LongSupplier linesDropped,
        LongSupplier acceptPauses) {}
