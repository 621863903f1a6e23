/// Who changed what and when: authors, the facts of things before and after a change, and the chain of audit entries.
///
/// Stands below every kind of object, so that their ports can ask for an [dev.tollgate.domain.audit.Author] and they can tell
/// their [dev.tollgate.domain.audit.Facts]. So it holds the ids of all kinds as text, and knows none of the kinds.
@NullMarked
package dev.tollgate.domain.audit;

import org.jspecify.annotations.NullMarked;
