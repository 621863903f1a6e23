/// Journeys: real client programs against the whole running product, over every way through the gateway.
///
/// A class named `*Journey` is long and runs under `make journeys`; one named `*Test` runs with all tests. Knows the product
/// only from outside: its ports, its API and what [RunningNode][dev.tollgate.app.RunningNode] counts.
@NullMarked
package dev.tollgate.app.journey;

import org.jspecify.annotations.NullMarked;
