/// Rate and concurrency limits. What they grant is a permit; facts about who may have how much are passed in.
@NullMarked
package dev.tollgate.domain.limit;

import org.jspecify.annotations.NullMarked;
