/// A short run of each bench, which keeps it working; it judges no time.
@NullMarked
package org.hustings.server.bench;

import org.jspecify.annotations.NullMarked;
