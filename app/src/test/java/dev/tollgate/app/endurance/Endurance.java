package dev.tollgate.app.endurance;

/// Which form of these tests runs: the short one, or with `-Dtollgate.endurance=full` the full one.
public final class Endurance {
    public static final boolean FULL = "full".equals(System.getProperty("tollgate.endurance"));

    private Endurance() {}

    /// How many of something this run takes.
    public static int of(int full, int shortForm) {
        return FULL ? full : shortForm;
    }
}
