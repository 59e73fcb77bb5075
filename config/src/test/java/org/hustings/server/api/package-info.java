/// The whole API on a real database and a real engine, spoken to over HTTP. There is no telephone:
/// volunteers dial by hand.
@NullMarked
package org.hustings.server.api;

import org.jspecify.annotations.NullMarked;
