/// One calling effort and its settings: hours, limits, caller ID, script, survey, who may work on
/// it.
///
/// Values and what follows from them alone. Whether a *number* may be called is the rule book's to
/// say (`rule`).
@NullMarked
package org.hustings.core.project;

import org.jspecify.annotations.NullMarked;
