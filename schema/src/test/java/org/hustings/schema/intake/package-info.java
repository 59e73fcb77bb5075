/// Imports on a real PostgreSQL.
@NullMarked
package org.hustings.schema.intake;

import org.jspecify.annotations.NullMarked;
