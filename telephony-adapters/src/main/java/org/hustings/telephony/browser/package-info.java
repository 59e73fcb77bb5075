/// Volunteers' browsers: WebRTC with G.711, so that nothing is transcoded between browser and
/// voter.
///
/// ```
///   engine ──► SipWithBrowsers ──► BrowserLegs ──► BrowserLeg ── offer, answer, restart (sdp)
///                    │                                 │
///                    └──► SIP's legs                   ├──► leg.Stage: heard, bridged, recorded
///                                                      ▼
///   one UDP port ◄──► SecurePort ──► SecureLine: ice ─► dtls ─► media.srtp ─► media.MediaSeat
/// ```
///
/// A line lives on the media loop of its port; a leg's signalling runs on the leg's own inbox. What
/// is not proven to be a browser's is dropped and counted. No HTTP goes in here, and no rule of
/// dialing.
@NullMarked
package org.hustings.telephony.browser;

import org.jspecify.annotations.NullMarked;
