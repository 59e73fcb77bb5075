@NullMarked
package org.hustings.api.intake;

import org.jspecify.annotations.NullMarked;
