/// Voters, their numbers, and the links between them: who can be reached where, what has become of
/// a number across all projects, and which clocks its owner may live by.
///
/// What one project makes of a number (its place in a queue) belongs to `queue`.
@NullMarked
package org.hustings.core.voter;

import org.jspecify.annotations.NullMarked;
