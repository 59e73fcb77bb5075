package org.hustings.telephony.browser.dtls;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Hashtable;
import java.util.Optional;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SRTPProtectionProfile;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.hustings.telephony.browser.srtp.SrtpKeys;
import org.jspecify.annotations.Nullable;

/// The browser's side of a handshake, which keeps to the rules or breaks one as a test wishes.
public final class ActiveDtls {
  /// How a client misbehaves.
  public enum Wish {
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
  public record Met(DTLSTransport transport, SrtpKeys keys, Fingerprint server) {}

  private final BcTlsCrypto crypto = new BcTlsCrypto(new SecureRandom());
  private final OwnCertificate own = OwnCertificate.make(crypto, Instant.EPOCH);
  private final OwnCertificate foreign = OwnCertificate.make(crypto, Instant.EPOCH);

  public Fingerprint fingerprint() {
    return own.fingerprint();
  }

  /// Shakes hands; blocking.
  public Met meet(DatagramTransport datagrams, Wish wish) throws IOException {
    Rules rules = new Rules(wish);
    DTLSTransport transport = new DTLSClientProtocol().connect(rules, datagrams);
    return new Met(transport, rules.keys(), rules.server());
  }

  private final class Rules extends DefaultTlsClient {
    private final Wish wish;
    private @Nullable SrtpKeys keys;
    private @Nullable Fingerprint server;

    Rules(Wish wish) {
      super(ActiveDtls.this.crypto);
      this.wish = wish;
    }

    SrtpKeys keys() {
      return Optional.ofNullable(keys).orElseThrow();
    }

    Fingerprint server() {
      return Optional.ofNullable(server).orElseThrow();
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
      return wish == Wish.DTLS_1_0
          ? ProtocolVersion.DTLSv10.only()
          : ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
      return switch (wish) {
        case WEAK_CIPHER -> new int[] {CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA};
        case DTLS_1_0 -> new int[] {CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA};
        case NOTHING_SPECIAL, NO_CERTIFICATE, STOLEN_CERTIFICATE, NO_SRTP, OTHER_SRTP ->
            new int[] {CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256};
      };
    }

    @Override
    public int getHandshakeTimeoutMillis() {
      return 15_000;
    }

    @Override
    public int getHandshakeResendTimeMillis() {
      return 100;
    }

    @Override
    @SuppressWarnings({"rawtypes", "JdkObsolete"}) // the library's signature
    public Hashtable getClientExtensions() throws IOException {
      Hashtable extensions = super.getClientExtensions();
      if (wish != Wish.NO_SRTP) {
        int profile =
            wish == Wish.OTHER_SRTP
                ? SRTPProtectionProfile.SRTP_NULL_HMAC_SHA1_80
                : SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;
        TlsSRTPUtils.addUseSRTPExtension(
            extensions, new UseSRTPData(new int[] {profile}, new byte[0]));
      }
      return extensions;
    }

    @Override
    public TlsAuthentication getAuthentication() {
      return new TlsAuthentication() {
        @Override
        public void notifyServerCertificate(TlsServerCertificate shown) throws IOException {
          Certificate chain = shown.getCertificate();
          server = Fingerprint.of("sha-256", chain.getCertificateAt(0).getEncoded());
        }

        @Override
        public @Nullable TlsCredentials getClientCredentials(CertificateRequest request) {
          return switch (wish) {
            case NO_CERTIFICATE -> null;
            case STOLEN_CERTIFICATE -> own.credentials(context, foreign.key());
            case NOTHING_SPECIAL, NO_SRTP, OTHER_SRTP, DTLS_1_0, WEAK_CIPHER ->
                own.credentials(context);
          };
        }
      };
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
      super.notifyHandshakeComplete();
      keys =
          SrtpKeys.ofExported(
              context.exportKeyingMaterial(SrtpKeys.LABEL, null, SrtpKeys.EXPORTED));
    }
  }
}
