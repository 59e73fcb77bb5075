/// What becomes of an edit by a person when others edit, too.
///
/// Nothing of what is edited goes in here.
@NullMarked
package org.hustings.core.edit;

import org.jspecify.annotations.NullMarked;
