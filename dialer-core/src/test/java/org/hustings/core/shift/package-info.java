/// A whole shift of several days, played on stores with a clock of its own, and compared with the
/// plain model; and errors planted in the rules, each of which must be noticed.
@NullMarked
package org.hustings.core.shift;

import org.jspecify.annotations.NullMarked;
