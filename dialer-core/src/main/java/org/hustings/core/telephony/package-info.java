/// The telephony port: what the engine asks of a telephone network and what it is told by one.
///
/// ```
///  engine ── commands ──► Telephony ──► SIP trunk, Twilio, phonenet
///     ◄────── LegEvent ──────┘
/// ```
///
/// Commands return at once and never block. Facts come back only as leg events; there is one
/// [LegEvent.Ended] per leg and it is the last. No word of any protocol or provider goes in here.
@NullMarked
package org.hustings.core.telephony;

import org.jspecify.annotations.NullMarked;
