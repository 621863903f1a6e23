/// The data plane, on Netty: from an accepted socket to the record of its last exchange. Reads one immutable snapshot of
/// the facts; knows no store, no API, and no file but a certificate. What runs here never waits.
@NullMarked
package dev.tollgate.gateway;

import org.jspecify.annotations.NullMarked;
