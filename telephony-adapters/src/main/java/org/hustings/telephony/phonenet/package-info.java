/// A telephone network in a box: thousands of simulated subscribers behind a trunk, for the demo,
/// rehearsals, load and tests.
///
/// ```
///                       ┌── memory: InMemoryNetwork  (virtual time, no sockets) ──┐
///  Subscribers.ring ───►│                                                         ├──► RingLog
///  (number, nth ring)   └── wire:   PhoneNetwork     (SIP and RTP on loopback)  ──┘
/// ```
///
/// What a subscriber does is a pure function of a seed, its number and how often it was rung
/// ([Subscribers]); both faces play the same. [RingLog] is an independent witness of every ring.
///
/// Must not go in: any rule of dialing, and of the core's code anything but its port and its
/// values, or the witness would no longer be independent.
@NullMarked
package org.hustings.telephony.phonenet;

import org.jspecify.annotations.NullMarked;
