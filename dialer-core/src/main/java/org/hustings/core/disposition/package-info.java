/// What a volunteer says of an attempt, and the facts that remain of it.
///
/// What those facts make of a number is decided in `queue`; this package only says what was said.
@NullMarked
package org.hustings.core.disposition;

import org.jspecify.annotations.NullMarked;
