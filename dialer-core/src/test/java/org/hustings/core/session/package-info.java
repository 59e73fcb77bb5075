/// The lifecycle of a session, driven through every pair of state and event.
@NullMarked
package org.hustings.core.session;

import org.jspecify.annotations.NullMarked;
