/// Planted violations of the law of dependencies; see `LawOfDependenciesTest`.
@NullMarked
package org.hustings.server.law.planted.core.queue;

import org.jspecify.annotations.NullMarked;
