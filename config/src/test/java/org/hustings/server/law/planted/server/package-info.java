/// Planted violations of the law of dependencies; see `LawOfDependenciesTest`.
@NullMarked
package org.hustings.server.law.planted.server;

import org.jspecify.annotations.NullMarked;
