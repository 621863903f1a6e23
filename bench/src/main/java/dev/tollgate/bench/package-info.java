/// The project's own benchmark: measures a node beside other proxies, from the repository alone. May use every other module; no
/// part of the product, and nothing of the product knows it.
@NullMarked
package dev.tollgate.bench;

import org.jspecify.annotations.NullMarked;
