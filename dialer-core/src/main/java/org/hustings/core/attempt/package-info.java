/// Attempts: one try at a number, written before it is dialed (R22), and what became of it.
///
/// What its outcome means for the number belongs to `queue`.
@NullMarked
package org.hustings.core.attempt;

import org.jspecify.annotations.NullMarked;
