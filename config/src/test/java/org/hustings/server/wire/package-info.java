/// The whole server in one JVM on the wire: a real database, real SIP and RTP on loopback, its HTTP
/// API, and peers that nobody here wrote.
///
/// ```
///  baresip (volunteer) ──SIP, RTP──►  the server  ──SIP, RTP──►  phonenet or sipp (carrier)
///          Screen ────────HTTP─────►      │
///                                    PostgreSQL
/// ```
///
/// Only what a volunteer, a manager, a carrier or a voter sees is judged here. Rules one by one are
/// proven in the core, adapters and media in their own module: neither goes in here.
@NullMarked
package org.hustings.server.wire;

import org.jspecify.annotations.NullMarked;
