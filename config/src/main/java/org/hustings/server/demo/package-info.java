/// The demo: a server, a telephone network in a box, a seeded campaign and a shift of simulated
/// volunteers, from one command.
///
/// ```
///  DemoVolunteer ── phone ──► PhoneNetwork ══ trunk ══ HustingsServer ◄── HTTP ── DemoVolunteer, DemoCampaign
/// ```
///
/// Everything goes the way a customer's would: set up by the HTTP API, called by SIP. Nothing here
/// may reach into the engine.
@NullMarked
package org.hustings.server.demo;

import org.jspecify.annotations.NullMarked;
