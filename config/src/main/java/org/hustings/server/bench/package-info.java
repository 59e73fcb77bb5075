/// Measurements that anybody can repeat: `./hustings bench …`. Each says what it measured on what
/// machine; what came out stands in `docs/performance.md`. Nothing here is needed to serve.
@NullMarked
package org.hustings.server.bench;

import org.jspecify.annotations.NullMarked;
