/// The proof under load and faults: connections that end in every way, slow readers, silent clients, a killed process, and the
/// long run of `make soak`.
///
/// Each test has a short form, which runs with all tests, and a full one under `make chaos`; [Endurance] tells them apart. Knows
/// the product only from outside: its ports, its API, what [Node][dev.tollgate.app.wiring.Node] counts and what the system says of
/// the process.
@NullMarked
package dev.tollgate.app.endurance;

import org.jspecify.annotations.NullMarked;
