/// Stores in PostgreSQL for those who come in, and for those who manage: accounts, campaigns,
/// projects, look-ups, recordings, the ledger.
///
/// Each call is a transaction of its own. Nothing that changes the state of a number goes in here:
/// that is the engine's (`org.hustings.schema.engine`).
@NullMarked
package org.hustings.schema.management;

import org.jspecify.annotations.NullMarked;
