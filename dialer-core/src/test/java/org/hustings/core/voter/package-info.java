/// The rules of `voter`, as tables and sentences.
@NullMarked
package org.hustings.core.voter;

import org.jspecify.annotations.NullMarked;
