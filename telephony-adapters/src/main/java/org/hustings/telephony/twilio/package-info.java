/// Twilio as an adapter of the telephony port (docs/decisions/0130-twilio.md, docs/twilio.md).
///
/// ```
///   engine ── commands ──► TwilioTelephony ──► TwilioLeg ──► rest (Twilio's API)
///      ▲                                         │  ▲
///      └────────────── LegEvent ─────────────────┘  └── webhook (what Twilio asks and tells)
/// ```
///
/// A leg keeps what it shall hear; Twilio fetches it as TwiML. Webhooks are answered at once and
/// wait for nobody; requests to the API run on the leg's runner, one at a time. No word of Twilio
/// goes out of here but through the port, and no rule of dialing, no SQL and no HTTP server comes
/// in.
@NullMarked
package org.hustings.telephony.twilio;

import org.jspecify.annotations.NullMarked;
