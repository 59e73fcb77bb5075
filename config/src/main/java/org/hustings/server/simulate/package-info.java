/// Shifts of the whole engine in virtual time, with faults drawn from a seed: `./hustings
/// simulate`.
///
/// ```
///  seed ─► Troubles ──────────┬───────────────┬──────────────┐
///                             ▼               ▼              ▼
///  SimulatedVolunteer ─► Engine in a ─► TroubledStores   Machine (its clock, its sleep)
///         ▲              ServerLife ─► TroubledNetwork ─► InMemoryNetwork
///         └───────────────────────────────┐       │
///                                 Referee ◄───────┘   what was ordered, heard, said and charged
///                                    ▲
///  after each transaction, screen and order: WatchedBooks, WatchedScreens, WatchedChannels
/// ```
///
/// A simulation is the real engine, on one thread and by a clock of its own, so that a seed repeats
/// it to the letter. The referee knows the rules in plain words, and asks after each event and at
/// the end whether they were kept (R3, R4, R6, R7, R11 to R17, R19, R21 to R25); what the engine
/// believes of itself is no evidence. Nothing here is needed to serve.
@NullMarked
package org.hustings.server.simulate;

import org.jspecify.annotations.NullMarked;
