package org.hustings.telephony.browser.dtls;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SRTPProtectionProfile;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.hustings.telephony.media.srtp.SrtpKeys;
import org.jspecify.annotations.Nullable;

/// The browser's side of a handshake, which keeps to the rules or breaks one as a test wishes.
final class ActiveDtls {
  /// How a client misbehaves.
  enum Wish {
    NOTHING_SPECIAL,
    NO_CERTIFICATE,
    /// The certificate that is expected, without its key.
    STOLEN_CERTIFICATE,
    NO_SRTP,
    OTHER_SRTP,
    DTLS_1_0,
    WEAK_CIPHER
  }

  /// What came of it.
  record Met(DTLSTransport transport, SrtpKeys keys, Fingerprint server) {}

  private final BcTlsCrypto crypto = new BcTlsCrypto(new SecureRandom());
  private final OwnCertificate own = OwnCertificate.make(crypto, Instant.EPOCH);
  private final OwnCertificate foreign = OwnCertificate.make(crypto, Instant.EPOCH);

  Fingerprint fingerprint() {
    return own.fingerprint();
  }

  /// Shakes hands; blocking.
  Met meet(DatagramTransport datagrams, Wish wish) throws IOException {
    BouncyActive rules = new Rules(wish);
    DTLSTransport transport = new DTLSClientProtocol().connect(rules, datagrams);
    return new Met(transport, rules.keys(), rules.server());
  }

  private final class Rules extends BouncyActive {
    private final Wish wish;

    Rules(Wish wish) {
      super(ActiveDtls.this.crypto, own);
      this.wish = wish;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
      return wish == Wish.DTLS_1_0 ? ProtocolVersion.DTLSv10.only() : super.getSupportedVersions();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
      return switch (wish) {
        case WEAK_CIPHER -> new int[] {CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA};
        case DTLS_1_0 -> new int[] {CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA};
        case NOTHING_SPECIAL, NO_CERTIFICATE, STOLEN_CERTIFICATE, NO_SRTP, OTHER_SRTP ->
            super.getSupportedCipherSuites();
      };
    }

    @Override
    int[] profiles() {
      return switch (wish) {
        case NO_SRTP -> new int[0];
        case OTHER_SRTP -> new int[] {SRTPProtectionProfile.SRTP_NULL_HMAC_SHA1_80};
        case NOTHING_SPECIAL, NO_CERTIFICATE, STOLEN_CERTIFICATE, DTLS_1_0, WEAK_CIPHER ->
            super.profiles();
      };
    }

    @Override
    @Nullable TlsCredentials credentials() {
      return switch (wish) {
        case NO_CERTIFICATE -> null;
        case STOLEN_CERTIFICATE -> own.credentials(context, foreign.key());
        case NOTHING_SPECIAL, NO_SRTP, OTHER_SRTP, DTLS_1_0, WEAK_CIPHER -> super.credentials();
      };
    }
  }
}
