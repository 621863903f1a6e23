/// Who calls, and from where: tokens in `Authorization`, addresses behind trusted proxies. Knows no operation.
@NullMarked
package dev.tollgate.control.authentication;

import org.jspecify.annotations.NullMarked;
