/// G.711, both laws, as tables: bytes to samples, samples to bytes, and each law to the other.
///
/// Nothing here knows of packets, time or sockets.
@NullMarked
package org.hustings.telephony.media.g711;

import org.jspecify.annotations.NullMarked;
