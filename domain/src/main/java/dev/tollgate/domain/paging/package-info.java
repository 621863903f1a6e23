/// Reading a list page by page.
@NullMarked
package dev.tollgate.domain.paging;

import org.jspecify.annotations.NullMarked;
