/// What all legs have in common, whatever signalled them: being heard, played to, bridged,
/// recorded.
///
/// ```
///  SIP's legs ──────┐
///                   ├─► Stage: one lane for all that is heard ─► media engine
///  browsers' legs ──┘
/// ```
///
/// No signalling goes in here, and no rule of dialing.
@NullMarked
package org.hustings.telephony.leg;

import org.jspecify.annotations.NullMarked;
