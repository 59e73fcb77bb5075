/// phonenet on the wire: the carrier at the other end of a trunk, whose subscribers and volunteers'
/// phones speak real SIP and RTP on loopback.
///
/// ```
///                 ┌─ INVITE in  ──► SubscriberCall ─┐
///  SipStack ──► PhoneNetwork                        ├──► CallSound ──► MediaEngine
///                 └─ INVITE out ◄── VolunteerPhone ─┘
/// ```
///
/// SIP is spoken here on its own account and not by the server's SIP adapter, so that a
/// misunderstanding of the protocol in the one is not shared by the other; they have only the stack
/// (messages and transactions) and the media engine in common. All calls are touched by one inbox.
/// Must not go in: anything of `sip.call`, `sip.trunk` and the like.
@NullMarked
package org.hustings.telephony.phonenet.wire;

import org.jspecify.annotations.NullMarked;
