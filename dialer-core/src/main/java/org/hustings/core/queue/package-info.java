/// The queue: what the facts make of a number and of its entries (pure), who holds it, and the
/// claim.
///
/// ```
///  facts ──► Ruling ──► entries: READY ──claim──► held ──settle──► WAITING ──promote──► READY
///                                                                  └► OUT
/// ```
///
/// A number is held, an entry is not: an entry stays `READY` while its number is held, in this
/// project or another, and is passed over (R4). Deferred entries are not `READY`, so the index that
/// the claim reads holds callable rows only. No telephony, no sessions and no SQL go in here.
@NullMarked
package org.hustings.core.queue;

import org.jspecify.annotations.NullMarked;
