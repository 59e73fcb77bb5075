/// UDP sockets, and how a thread waits for many of them at once: in two ways behind one contract.
///
/// - [org.hustings.telephony.media.udp.LinuxUdp] calls the system itself (`epoll_wait`, `recvfrom`,
///   `sendto`), by the foreign function interface: Linux on x86-64 and aarch64;
/// - [org.hustings.telephony.media.udp.NioUdp] goes through `java.nio`: everywhere else, and where
///   native access is refused.
///
/// Why there are two: docs/decisions/0194. Nothing here knows what is in a datagram.
@NullMarked
package org.hustings.telephony.media.udp;

import org.jspecify.annotations.NullMarked;
