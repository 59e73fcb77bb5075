package org.hustings.core.telephony;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A server that a browser may send its media through where it cannot reach us directly, or ask for
/// its own address.
///
/// @param urls for example `turn:turn.example.org:3478?transport=udp`
/// @param access empty where none is needed
public record BrowserRelay(List<String> urls, Optional<Access> access) {
  public BrowserRelay {
    urls = List.copyOf(urls);
    requireNonNull(access, "access");
  }

  /// @param expiresAt when the browser must have asked for another one
  public record Access(String username, String credential, Instant expiresAt) {
    public Access {
      requireNonNull(username, "username");
      requireNonNull(credential, "credential");
      requireNonNull(expiresAt, "expiresAt");
    }

    /// Without the credential.
    @Override
    public String toString() {
      return "Access[expiresAt=" + expiresAt + "]";
    }
  }
}
