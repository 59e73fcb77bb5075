/// Our media engine beside others that carry the same sound: `./hustings bench media`.
///
/// A bench is one process that speaks and listens for all ends of all bridges ([Crosstalk]), and
/// one [Relay] at a time that carries what they say: our engine in a process of its own, an
/// rtpengine, or nobody, which shows what the bench itself needs. Nothing here may know how a relay
/// works inside.
@NullMarked
package org.hustings.server.bench.relay;

import org.jspecify.annotations.NullMarked;
