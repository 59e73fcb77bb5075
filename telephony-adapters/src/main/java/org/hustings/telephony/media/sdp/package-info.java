/// SDP for one audio stream: our offers, our answers, and what a peer's text means (RFC 8866 for
/// the text, RFC 3264 for offer and answer).
///
/// ```
///  text ─► SdpParser ─► SessionDescription ─► SdpSession ─► RemoteMedia for the leg
///                                                  └──────► text of our answer or offer
/// ```
///
/// What a peer wrote is hostile until it is understood: sizes are bounded, names are never
/// resolved, addresses that would turn us against ourselves or a crowd are refused.
@NullMarked
package org.hustings.telephony.media.sdp;

import org.jspecify.annotations.NullMarked;
