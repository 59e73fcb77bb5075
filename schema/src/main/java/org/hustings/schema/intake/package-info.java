/// Voter imports as stored: a chunk of a file in one transaction, set by set and not row by row.
///
/// Must not go in: what a file looks like, and what the rules make of a number (the core's
/// `Settlement`, which this calls on every household that a chunk touches).
@NullMarked
package org.hustings.schema.intake;

import org.jspecify.annotations.NullMarked;
