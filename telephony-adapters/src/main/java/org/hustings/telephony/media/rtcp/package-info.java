/// RTCP on bytes (RFC 3550 section 6): sender and receiver reports, an anonymous CNAME, BYE.
///
/// Reports measure and inform. Nothing that a peer says here ends a call or moves its media.
@NullMarked
package org.hustings.telephony.media.rtcp;

import org.jspecify.annotations.NullMarked;
