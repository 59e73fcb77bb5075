/// The lifecycles of leg and call, driven through every pair of state and event.
@NullMarked
package org.hustings.core.call;

import org.jspecify.annotations.NullMarked;
