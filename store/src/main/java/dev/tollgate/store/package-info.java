/// SQL behind the domain's ports, over SQLite or PostgreSQL. [Store] opens it; each feature has a package of its own, named
/// as in the domain, with one class per table. Knows nothing of HTTP, JSON or the gateway.
@NullMarked
package dev.tollgate.store;

import org.jspecify.annotations.NullMarked;
