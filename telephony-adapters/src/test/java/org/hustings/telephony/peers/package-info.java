/// Peers that nobody here wrote, as test fixtures: [Baresip], a volunteer's telephone, and [Sipp],
/// a carrier that plays a written scenario.
///
/// ```
///  test ── dial, keys, hang up ──► Baresip ──SIP, RTP──► what is tested ──SIP, RTP──► Sipp ◄── scenario
///    ◄── events, what it heard ──────┘                                                 └── did it go as written?
/// ```
///
/// Each is a child process in a directory of its own, on free ports of the loopback interface,
/// ended by its process id. A missing program fails the test and says which package brings it:
/// nothing is skipped. All waiting is for a signal, within a bound. Nothing about what is tested
/// goes in here.
@NullMarked
package org.hustings.telephony.peers;

import org.jspecify.annotations.NullMarked;
