/// The use cases of the engine as verbs, and the runners that carry them out: `PresentNext`,
/// `PlaceCall`, `DropVoicemail`, `Dispose`, `ReconcileAttempts`…
///
/// Rules are decided in `rule` and `queue`, lifecycles in `call` and `session`; this package brings
/// them together with the stores and the telephony port. No SQL, no SIP, no HTTP.
@NullMarked
package org.hustings.core.dialing;

import org.jspecify.annotations.NullMarked;
