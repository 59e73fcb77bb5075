/// The dialing engine's stores in PostgreSQL.
///
/// ```
///  Transactions.in ──► PostgresStores ─┬─ PostgresQueueStore ── Claiming, Holds, Households…
///                                      ├─ PostgresAttemptStore, PostgresSessionStore…
///                                      └─ EngineMemory: what a server remembers between transactions
/// ```
///
/// SQL reads, locks and writes; it decides nothing that the rules decide. `QueueContract` and its
/// sisters in the core say what these stores must do, and run on them.
@NullMarked
package org.hustings.schema.engine;

import org.jspecify.annotations.NullMarked;
