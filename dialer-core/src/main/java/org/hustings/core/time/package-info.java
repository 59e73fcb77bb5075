/// Time as the core sees it: an injected [java.time.InstantSource], timers that fire into an inbox,
/// and inboxes that give each live thing exactly one writer.
///
/// Production uses a real clock and virtual threads, a simulation uses virtual time on one thread;
/// the code above cannot tell the difference. No rule of dialing goes in here.
@NullMarked
package org.hustings.core.time;

import org.jspecify.annotations.NullMarked;
