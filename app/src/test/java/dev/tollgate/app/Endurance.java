package dev.tollgate.app;

/// How long the tests of endurance take: short among all others, or as long as the promise they show
/// (`-Dtollgate.endurance=full`).
final class Endurance {
    private static final boolean FULL = "full".equals(System.getProperty("tollgate.endurance"));

    private Endurance() {}

    static int of(int few, int promised) {
        return FULL ? promised : few;
    }
}
