/// Time, virtual and real.
@NullMarked
package org.hustings.core.time;

import org.jspecify.annotations.NullMarked;
