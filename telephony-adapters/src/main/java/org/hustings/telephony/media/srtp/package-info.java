/// SRTP and SRTCP (RFC 3711) of one connection, with the keys that DTLS agreed on or that SIP told
/// (RFC 4568): what does not authenticate, or was there before, is refused.
///
/// jitsi-srtp does the work and does not leave this package. Belongs to the media loop's thread.
@NullMarked
package org.hustings.telephony.media.srtp;

import org.jspecify.annotations.NullMarked;
