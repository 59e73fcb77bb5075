/// Volunteers' browsers as phonenet has them: media without a browser, for load, rehearsals and
/// tests. Real browsers are tried elsewhere, since these share their STUN, DTLS and SRTP with us.
@NullMarked
package org.hustings.telephony.phonenet.browser;

import org.jspecify.annotations.NullMarked;
