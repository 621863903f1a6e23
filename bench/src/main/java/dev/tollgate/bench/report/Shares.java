package dev.tollgate.bench.report;

/// How busy one measurement found the processors, each share of one processor.
///
/// @param load of the load side
/// @param proxy of the contender
/// @param others of everything else on the machine
public record Shares(double load, double proxy, double others) {
    private static final double DISTURBED = 0.12;
    private static final double BUSY = 0.95;

    /// Whether something else took so much of the machine that the figure may not hold.
    public boolean disturbed() {
        return others > DISTURBED;
    }

    /// Whether the load side was the limit, and not the proxy.
    public boolean loadSaturated() {
        return load > BUSY && proxy < BUSY;
    }
}
