/// The tenant and what holds for the whole of it.
///
/// Nothing of one project, and nobody of the staff, goes in here.
@NullMarked
package org.hustings.core.campaign;

import org.jspecify.annotations.NullMarked;
