/// What Twilio asks us and tells us over HTTP, without an HTTP server: a request comes in, an
/// answer goes out, at once. Whether a request is Twilio's is decided here, before anything is made
/// of it; what it means for a leg is decided one level up.
@NullMarked
package org.hustings.telephony.twilio.webhook;

import org.jspecify.annotations.NullMarked;
