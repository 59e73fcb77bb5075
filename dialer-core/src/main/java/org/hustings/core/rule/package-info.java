/// The rule book: each dialing rule a named function that allows, or refuses with a reason and when
/// next.
///
/// Judged on fresh data when a number is presented and again when it is dialed (R8); what was
/// checked is kept as evidence.
@NullMarked
package org.hustings.core.rule;

import org.jspecify.annotations.NullMarked;
