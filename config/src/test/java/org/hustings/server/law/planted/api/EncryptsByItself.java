package org.hustings.server.law.planted.api;

import org.bouncycastle.tls.ProtocolVersion;

/// Breaks the law on purpose: DTLS outside its package.
public final class EncryptsByItself {
  public String version() {
    return ProtocolVersion.DTLSv12.toString();
  }
}
