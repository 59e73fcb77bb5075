/// Connections and transactions: how the program reaches PostgreSQL, as whom, and for which
/// campaign.
///
/// ```
///  CampaignTransactions ── one connection of the pool, set local hustings.campaign ──► OpenTransaction
/// ```
///
/// No table and no rule goes in here.
@NullMarked
package org.hustings.schema.connection;

import org.jspecify.annotations.NullMarked;
