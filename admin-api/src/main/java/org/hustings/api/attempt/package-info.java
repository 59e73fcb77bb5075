/// Attempts over HTTP: what was tried, what was said of it, on which evidence; and a manager's
/// correction.
@NullMarked
package org.hustings.api.attempt;

import org.jspecify.annotations.NullMarked;
