/// Tests of the bench of relays: of what it counts, not of how fast anything is.
@NullMarked
package org.hustings.server.bench.relay;

import org.jspecify.annotations.NullMarked;
