/// The telephony port on real networks, one package per adapter.
///
/// Stack callbacks only translate and enqueue: they run no domain code, never block and never touch
/// the database. Must not go in: a rule of dialing, HTTP for volunteers, jOOQ.
@NullMarked
package org.hustings.telephony;

import org.jspecify.annotations.NullMarked;
