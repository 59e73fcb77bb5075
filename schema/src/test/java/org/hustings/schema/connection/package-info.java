@NullMarked
package org.hustings.schema.connection;

import org.jspecify.annotations.NullMarked;
