/// `sip.stack` by jain-sip-ri, whose types do not leave this package.
///
/// ```
///  PeerSockets ─► parser ─► ViaGuard ─► transactions ─► JainStack ─► SipHandler, Answers
///  PeerSockets ◄─────────── HopRouter ◄─ transactions ◄─ JainStack ◄─ SipStack
/// ```
///
/// The library is used for messages and transactions only. Its dialogs are off: they follow Contact
/// and Route wherever those point, and they would not survive a restart of the stack. It makes some
/// of our classes by reflection, so those have a public constructor and no state of their own.
@NullMarked
package org.hustings.telephony.sip.stack.jain;

import org.jspecify.annotations.NullMarked;
