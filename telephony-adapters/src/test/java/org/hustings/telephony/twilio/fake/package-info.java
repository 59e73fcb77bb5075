/// The stateful side of Twilio, as its documentation describes it: calls, conferences, callbacks,
/// and TwiML that is fetched from us and executed. On an injected clock, without a socket.
///
/// ```
///  adapter ── RestWire ──► FakeTwilio ──► FakeCall ──► Performance (a TwiML document)
///     ▲                                      │  ╲
///     └── webhooks, signed ──────────────────┘   FakeConference, subscribers of phonenet
/// ```
///
/// It knows nothing of the adapter but its webhooks' URL. What Twilio would refuse, it refuses, and
/// a document or request that is not of the published shape fails the test.
@NullMarked
package org.hustings.telephony.twilio.fake;

import org.jspecify.annotations.NullMarked;
