package org.hustings.telephony.browser.dtls;

import java.io.IOException;
import java.time.Duration;
import java.util.Hashtable;
import java.util.Optional;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SRTPProtectionProfile;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.hustings.telephony.media.srtp.SrtpKeys;
import org.jspecify.annotations.Nullable;

/// A browser's side of one handshake. What a misbehaving one does differently can be overridden.
class BouncyActive extends DefaultTlsClient {
  private static final Duration HANDSHAKE_WITHIN = Duration.ofSeconds(15);
  private static final Duration REPEAT_AFTER = Duration.ofMillis(100);

  private final OwnCertificate own;
  private @Nullable SrtpKeys keys;
  private @Nullable Fingerprint server;

  BouncyActive(BcTlsCrypto crypto, OwnCertificate own) {
    super(crypto);
    this.own = own;
  }

  /// What was agreed, after the handshake.
  SrtpKeys keys() {
    return Optional.ofNullable(keys).orElseThrow();
  }

  /// Of the certificate that the server showed.
  Fingerprint server() {
    return Optional.ofNullable(server).orElseThrow();
  }

  /// @return null for none
  @Nullable TlsCredentials credentials() {
    return own.credentials(context);
  }

  /// @return none at all if empty
  int[] profiles() {
    return new int[] {SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80};
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ProtocolVersion.DTLSv12.only();
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return new int[] {CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256};
  }

  @Override
  public int getHandshakeTimeoutMillis() {
    return (int) HANDSHAKE_WITHIN.toMillis();
  }

  @Override
  public int getHandshakeResendTimeMillis() {
    return (int) REPEAT_AFTER.toMillis();
  }

  @Override
  @SuppressWarnings({"rawtypes", "JdkObsolete"}) // the library's signature
  public Hashtable getClientExtensions() throws IOException {
    Hashtable extensions = super.getClientExtensions();
    if (profiles().length > 0) {
      TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(profiles(), new byte[0]));
    }
    return extensions;
  }

  @Override
  public TlsAuthentication getAuthentication() {
    return new TlsAuthentication() {
      @Override
      public void notifyServerCertificate(TlsServerCertificate shown) throws IOException {
        byte[] first = shown.getCertificate().getCertificateAt(0).getEncoded();
        server = Fingerprint.of("sha-256", first);
      }

      @Override
      public @Nullable TlsCredentials getClientCredentials(CertificateRequest request) {
        return credentials();
      }
    };
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    keys =
        SrtpKeys.ofExported(context.exportKeyingMaterial(SrtpKeys.LABEL, null, SrtpKeys.EXPORTED));
  }
}
