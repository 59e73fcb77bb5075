/// Three small lifecycles that talk by events: the leg, the call, and (in `session`) the
/// volunteer's session.
///
/// Pure: `step(state, event)` gives the next state with effects as values. Nothing here blocks,
/// reads a clock or touches a store.
@NullMarked
package org.hustings.core.call;

import org.jspecify.annotations.NullMarked;
