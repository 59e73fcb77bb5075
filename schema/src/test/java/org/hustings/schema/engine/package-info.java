@NullMarked
package org.hustings.schema.engine;

import org.jspecify.annotations.NullMarked;
