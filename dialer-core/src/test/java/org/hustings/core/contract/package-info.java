/// The contracts that every implementation of the stores keeps, in memory or in PostgreSQL, split
/// by topic. A new rule about storing goes in here, never into the test of one implementation.
///
/// ```
///  QueueContract, HoldContract, … ──► World (domain words) ──► SeededStores (each implementation)
/// ```
///
/// To run them against an implementation, extend each contract and say how to make its stores.
@NullMarked
package org.hustings.core.contract;

import org.jspecify.annotations.NullMarked;
