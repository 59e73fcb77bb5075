/// Voter lists coming in: rows as a file has them are checked, cleaned and handed to the store in
/// small transactions, and whatever cannot be taken is reported with its line and the reason.
///
/// ```
///  file ──reader──► Line ──ImportVoters──► CleanVoter ──► IntakeStore (one transaction a chunk: voters, numbers, links, targets, and the
///                                                                      ruling on every household touched)
/// ```
///
/// What a file looks like (CSV, character sets) does not go in here, nor what the rules make of a
/// number.
@NullMarked
package org.hustings.core.intake;

import org.jspecify.annotations.NullMarked;
