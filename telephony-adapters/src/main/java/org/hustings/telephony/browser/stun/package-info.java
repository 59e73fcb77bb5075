/// STUN messages (RFC 8489) on bytes, as far as ICE needs them: reading, proving and writing.
///
/// Pure: no sockets, no time, no state between messages. What a message means for a connection
/// stands in `ice`.
@NullMarked
package org.hustings.telephony.browser.stun;

import org.jspecify.annotations.NullMarked;
