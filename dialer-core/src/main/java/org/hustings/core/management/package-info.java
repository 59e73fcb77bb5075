/// What managers see and keep beside the engine: lists, look-ups, recordings, the ledger.
///
/// Ports for reading and for what changes no number's state; each call is a transaction of its own.
/// Whatever changes the state of a number goes through [org.hustings.core.dialing.ManagerDesk].
@NullMarked
package org.hustings.core.management;

import org.jspecify.annotations.NullMarked;
