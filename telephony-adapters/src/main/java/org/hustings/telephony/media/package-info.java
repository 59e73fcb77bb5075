/// The media engine: RTP legs with G.711, their bridging, playing, recording and digits.
///
/// ```
///             ┌───────────────────────────── MediaLoop (one thread, one Watch) ───────────────────────────────┐
///  socket ──► │ PeerLatch ─► RtpPacket ─► Reception ─► digits, taps ─► bridge ─┐                              │
///             │                                                               ▼                              │
///  socket ◄── │ OutgoingStream ◄─ law table ◄─ [digits | recording | the bridged leg | comfort] ◄─ Outbound    │
///             └───────────────────────────────────────────────────────────────────────────────────────────────┘
/// ```
///
/// A leg's packets come from and go to a wire of its own: a pair of sockets whose peer is found by
/// a latch, or a seat at a port that many legs share and whose keeper proves whose packet it is.
///
/// A [org.hustings.telephony.media.MediaLeg] belongs to one loop and is touched by no other thread:
/// its methods may be called from anywhere, never block, and only put a request into the loop's
/// inbox, in order. Callbacks come on the loop's thread: they must enqueue and return, since every
/// call on that loop waits for them.
///
/// The engine knows no SIP, no database and nothing of dialing. Everything that arrives from the
/// network is counted and then believed or dropped; nothing that arrives can end a loop.
@NullMarked
package org.hustings.telephony.media;

import org.jspecify.annotations.NullMarked;
