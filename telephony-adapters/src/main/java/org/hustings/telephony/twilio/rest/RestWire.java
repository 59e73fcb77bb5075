package org.hustings.telephony.twilio.rest;

/// Carries one request to the API and its answer back. Blocks, so it is called on runners only;
/// never sends a request twice, since creating a call is not idempotent (R22).
@FunctionalInterface
public interface RestWire {
  RestReply send(RestRequest request);
}
