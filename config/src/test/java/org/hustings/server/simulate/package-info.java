/// Some hundreds of simulated shifts with faults, and proof that the referee would notice: errors
/// planted between the engine and the world, some of which show only when something goes wrong.
@NullMarked
package org.hustings.server.simulate;

import org.jspecify.annotations.NullMarked;
