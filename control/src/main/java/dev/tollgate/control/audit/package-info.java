/// The audit log as the API shows it (A§14).
@NullMarked
package dev.tollgate.control.audit;

import org.jspecify.annotations.NullMarked;
