/// The rules of `disposition`, as tables and sentences.
@NullMarked
package org.hustings.core.disposition;

import org.jspecify.annotations.NullMarked;
