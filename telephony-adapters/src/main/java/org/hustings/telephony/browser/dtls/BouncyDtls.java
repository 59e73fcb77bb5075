package org.hustings.telephony.browser.dtls;

import java.security.SecureRandom;
import java.time.InstantSource;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/// DTLS 1.2 by BouncyCastle, with one certificate of our own for as long as the process lives.
public final class BouncyDtls implements DtlsServer {
  private final BcTlsCrypto crypto = new BcTlsCrypto(new SecureRandom());
  private final OwnCertificate certificate;

  /// Makes the certificate.
  public BouncyDtls(InstantSource clock) {
    this.certificate = OwnCertificate.make(crypto, clock.instant());
  }

  @Override
  public Fingerprint fingerprint() {
    return certificate.fingerprint();
  }

  @Override
  public Association accept(String name, Fingerprint expected, Peer peer) {
    BouncyAssociation association =
        new BouncyAssociation(new BouncyPassive(crypto, certificate, expected), peer);
    Thread.ofVirtual().name("dtls-" + name).start(association::run);
    return association;
  }
}
