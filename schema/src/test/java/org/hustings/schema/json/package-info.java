@NullMarked
package org.hustings.schema.json;

import org.jspecify.annotations.NullMarked;
