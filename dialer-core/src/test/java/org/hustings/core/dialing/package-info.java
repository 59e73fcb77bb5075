/// The use cases, driven through the engine's desks on virtual time.
@NullMarked
package org.hustings.core.dialing;

import org.jspecify.annotations.NullMarked;
