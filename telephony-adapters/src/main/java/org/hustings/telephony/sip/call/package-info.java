/// Calls over SIP: the dialogs and their lifecycles, for the adapter and for the simulated
/// subscribers of phonenet alike.
///
/// ```
///            UserAgent ── finds the call by Call-ID and our tag ──► OutgoingCall, IncomingCall
///                ▲                                                    │  each drains one inbox
///   SipHandler   │                                                    ▼
///  SipStack ─────┴◄──────────── requests, replies ───────── OpenDialog, Acceptance ──► CallListener
/// ```
///
/// A call has one writer, its inbox's runner: methods may be called from any thread and return at
/// once, listeners are called one at a time and in order. Dialogs (RFC 3261 section 12) are values
/// of ours. Where a request goes is decided by [org.hustings.telephony.sip.call.Peer] and not by
/// what a message names. No media, no trunks' budgets and nothing of dialing goes in here.
@NullMarked
package org.hustings.telephony.sip.call;

import org.jspecify.annotations.NullMarked;
