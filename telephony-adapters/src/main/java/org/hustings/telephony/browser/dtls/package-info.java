/// DTLS for media (RFC 5764), as the passive side: who is there is proven by the fingerprint of
/// their certificate, and both sides get the same fresh keys for SRTP.
///
/// Behind interfaces ([org.hustings.telephony.browser.dtls.DtlsServer]), so that the library can be
/// exchanged; no type of BouncyCastle leaves this package. No socket stands in here: datagrams are
/// handed in and out.
@NullMarked
package org.hustings.telephony.browser.dtls;

import org.jspecify.annotations.NullMarked;
