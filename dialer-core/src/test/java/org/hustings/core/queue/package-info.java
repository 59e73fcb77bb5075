/// The rules of `queue`, as tables and sentences.
@NullMarked
package org.hustings.core.queue;

import org.jspecify.annotations.NullMarked;
