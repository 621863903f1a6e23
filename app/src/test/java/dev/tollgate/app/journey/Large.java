package dev.tollgate.app.journey;

import dev.tollgate.app.journey.target.SeededBytes;

/// The large body of the journeys.
final class Large {
    static final long SEED = 7;
    static final long SIZE = 100_000_000;
    static final String SHA256 = SeededBytes.sha256(SEED, SIZE);
    /// What `/digest` says of it.
    static final String DIGEST = SIZE + " " + SHA256;

    private Large() {}
}
