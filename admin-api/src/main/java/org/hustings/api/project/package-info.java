/// Projects over HTTP: what managers set, and what volunteers see of the projects they may work on.
///
/// Whether a number may be called is the engine's to say; nothing of that goes in here.
@NullMarked
package org.hustings.api.project;

import org.jspecify.annotations.NullMarked;
