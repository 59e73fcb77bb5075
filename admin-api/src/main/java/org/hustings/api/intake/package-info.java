/// Voter files over HTTP: streamed in, and what became of each (`docs/voters-csv.md`).
///
/// How a file is read belongs to `voterfile`, what is made of it to the core.
@NullMarked
package org.hustings.api.intake;

import org.jspecify.annotations.NullMarked;
