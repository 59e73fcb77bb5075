/// The law of dependencies: what each module may know, and the tests that hold it.
///
/// Under `planted` stand violations of each article, so that an article which could not fail is
/// found.
@NullMarked
package org.hustings.server.law;

import org.jspecify.annotations.NullMarked;
