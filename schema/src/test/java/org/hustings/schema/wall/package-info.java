/// The wall between campaigns, tried from all sides.
@NullMarked
package org.hustings.schema.wall;

import org.jspecify.annotations.NullMarked;
