/// Members of accounts. That an account keeps an owner is judged here, inside the transaction that writes.
@NullMarked
package dev.tollgate.store.member;

import org.jspecify.annotations.NullMarked;
