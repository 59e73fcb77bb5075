/// phonenet in memory: subscribers, trunk and volunteers' phones without a socket, on an injected
/// clock. On virtual time a shift of days takes seconds and a seed reproduces it.
///
/// ```
///  engine ──► InMemoryTelephony ──► InMemoryNetwork ──► InMemoryLeg ──► Subscriber | InMemoryPhone
/// ```
///
/// All of it is touched by one inbox only. The network outlives the servers connected to it, so
/// that a crash can be rehearsed. Must not go in: sound itself; here is only known who hears what.
@NullMarked
package org.hustings.telephony.phonenet.memory;

import org.jspecify.annotations.NullMarked;
