package org.hustings.telephony.twilio.rest;

/// Where the credentials come from, asked for each request: they may be rotated while the server
/// runs. Safe for many threads; answers at once.
@FunctionalInterface
public interface CredentialSource {
  Credentials current();
}
