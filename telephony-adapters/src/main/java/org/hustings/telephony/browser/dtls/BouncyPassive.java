package org.hustings.telephony.browser.dtls;

import java.io.IOException;
import java.time.Duration;
import java.util.Hashtable;
import java.util.stream.IntStream;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SRTPProtectionProfile;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.hustings.telephony.media.srtp.SrtpKeys;
import org.jspecify.annotations.Nullable;

/// Our rules for one handshake: DTLS 1.2, forward secrecy, a client certificate with the expected
/// fingerprint, and SRTP.
final class BouncyPassive extends DefaultTlsServer {
  private static final Duration HANDSHAKE_WITHIN = Duration.ofSeconds(20);
  private static final Duration REPEAT_AFTER = Duration.ofMillis(400);
  private static final int[] SUITES = {
    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
    CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
  };

  private final OwnCertificate own;
  private final Fingerprint expected;
  private @Nullable SrtpKeys keys;
  private boolean known;

  BouncyPassive(BcTlsCrypto crypto, OwnCertificate own, Fingerprint expected) {
    super(crypto);
    this.own = own;
    this.expected = expected;
  }

  /// What was agreed, once the handshake is complete and the peer is who it should be.
  @Nullable SrtpKeys keys() {
    return keys;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ProtocolVersion.DTLSv12.only();
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return SUITES.clone();
  }

  @Override
  public boolean requiresExtendedMasterSecret() {
    return true;
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
  protected TlsCredentialedSigner getECDSASignerCredentials() {
    return own.credentials(context);
  }

  /// SRTP by the one profile that everybody has, or nothing.
  @Override
  @SuppressWarnings({"rawtypes", "JdkObsolete"}) // the library's signature
  public void processClientExtensions(Hashtable extensions) throws IOException {
    super.processClientExtensions(extensions);
    UseSRTPData offered = TlsSRTPUtils.getUseSRTPExtension(extensions);
    boolean common =
        offered != null
            && IntStream.of(offered.getProtectionProfiles())
                .anyMatch(profile -> profile == SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80);
    if (!common) {
      throw new TlsFatalAlert(AlertDescription.illegal_parameter, "no common SRTP profile");
    }
  }

  @Override
  @SuppressWarnings({"rawtypes", "unchecked", "JdkObsolete"}) // the library's signature
  public Hashtable getServerExtensions() throws IOException {
    Hashtable extensions = super.getServerExtensions();
    TlsSRTPUtils.addUseSRTPExtension(
        extensions,
        new UseSRTPData(
            new int[] {SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80}, new byte[0]));
    return extensions;
  }

  @Override
  public CertificateRequest getCertificateRequest() {
    return new CertificateRequest(
        new short[] {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign},
        TlsUtils.getDefaultSupportedSignatureAlgorithms(context),
        null);
  }

  /// That the client has the certificate's key is proven by its signature afterwards.
  @Override
  public void notifyClientCertificate(Certificate chain) throws IOException {
    if (chain == null || chain.isEmpty()) {
      throw new TlsFatalAlert(AlertDescription.bad_certificate, "no client certificate");
    }
    if (!expected.isOf(chain.getCertificateAt(0).getEncoded())) {
      throw new TlsFatalAlert(AlertDescription.bad_certificate, "another certificate");
    }
    known = true;
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    if (!known) {
      throw new TlsFatalAlert(AlertDescription.bad_certificate, "no client certificate");
    }
    keys =
        SrtpKeys.ofExported(context.exportKeyingMaterial(SrtpKeys.LABEL, null, SrtpKeys.EXPORTED));
  }
}
