@NullMarked
package org.hustings.schema.embedded;

import org.jspecify.annotations.NullMarked;
