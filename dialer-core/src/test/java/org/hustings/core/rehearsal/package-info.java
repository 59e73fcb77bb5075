/// The stores in memory, held to the contracts.
@NullMarked
package org.hustings.core.rehearsal;

import org.jspecify.annotations.NullMarked;
