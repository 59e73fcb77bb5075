/// A whole shift of several days: fifty volunteers and two thousand voters on the real engine, the
/// telephone network in memory and stores in memory, by a clock of its own.
///
/// ```
///  Plan ─► Stage ─► stores ◄─ Engine ◄─► InMemoryNetwork ◄─ PlannedTown ◄─ Plan
///                               ▲             │
///                 ShiftVolunteer┘             └─► RingLog ─► Inquiry ─► plain.Witness
///                     └─► Notebook ──────────────────────────►┘
/// ```
///
/// What the network heard and the volunteers noted is judged by the plain model, and so is how
/// everything ends; then errors are planted, one at a time, each of which must be noticed. Where
/// the rules are judged, in `plain`, nothing of the core goes in.
@NullMarked
package org.hustings.server.shift;

import org.jspecify.annotations.NullMarked;
