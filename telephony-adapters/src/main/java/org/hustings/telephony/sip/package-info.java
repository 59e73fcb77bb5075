/// The SIP adapter of the telephony port: trunks, the legs over them, and what SIP's answers mean.
///
/// ```
///   engine ── commands ──► SipTelephony ──► SipLeg ──► sip.call (dialogs) ──► sip.stack
///      ▲                        │              └─────► leg.Stage ──► media engine
///      └────── LegEvent ────────┴── Trunks (admission), SipCauses (codes → outcome and blame)
/// ```
///
/// A leg's signalling runs on its call's runner. All that is heard on any leg (playing, bridging,
/// keys, recordings) runs on one lane, so that commands about several legs keep their order; none
/// of them blocks. `Ended` comes from that lane when everything else of the leg has been told. No
/// rule of dialing and no SQL goes in here.
@NullMarked
package org.hustings.telephony.sip;

import org.jspecify.annotations.NullMarked;
