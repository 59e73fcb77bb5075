/// The engine's stores in memory: for rehearsals, simulations and tests, with as many campaigns as
/// are wanted. They keep the same contracts as the database's, transactions included, but forget
/// all when the process ends.
///
/// ```
///  RehearsalStores ── one Books per campaign: tables, lock, undo log
///                        ▲
///     RehearsalQueue, RehearsalAttempts, … only read and write the books
/// ```
///
/// No rule goes in here: what follows from a fact is decided by `queue.Settlement`, as it is for
/// the database.
@NullMarked
package org.hustings.core.rehearsal;

import org.jspecify.annotations.NullMarked;
