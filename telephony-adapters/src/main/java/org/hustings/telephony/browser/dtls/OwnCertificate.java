package org.hustings.telephony.browser.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.bc.BcX509v3CertificateBuilder;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/// A certificate that nobody signed but its own key: a browser trusts it for its fingerprint, which
/// came to it over HTTPS. It says nothing of us, and its dates are nobody's concern.
final class OwnCertificate {
  private static final ASN1ObjectIdentifier P_256 = SECObjectIdentifiers.secp256r1;
  private static final Duration BEFORE = Duration.ofDays(1);
  private static final Duration VALID_FOR = Duration.ofDays(3650);
  private static final X500Name NAME = new X500Name("CN=hustings");

  private final BcTlsCrypto crypto;
  private final AsymmetricKeyParameter key;
  private final Certificate chain;
  private final Fingerprint fingerprint;

  private OwnCertificate(
      BcTlsCrypto crypto, AsymmetricKeyParameter key, Certificate chain, Fingerprint fingerprint) {
    this.crypto = crypto;
    this.key = key;
    this.chain = chain;
    this.fingerprint = fingerprint;
  }

  static OwnCertificate make(BcTlsCrypto crypto, Instant now) {
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    generator.init(
        new ECKeyGenerationParameters(
            new ECNamedDomainParameters(P_256, CustomNamedCurves.getByOID(P_256)),
            crypto.getSecureRandom()));
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    try {
      byte[] encoded = signed(crypto, now, pair);
      Certificate chain = new Certificate(new TlsCertificate[] {crypto.createCertificate(encoded)});
      return new OwnCertificate(
          crypto, pair.getPrivate(), chain, Fingerprint.of("sha-256", encoded));
    } catch (IOException | OperatorCreationException cannotBe) {
      throw new IllegalStateException("no certificate could be made", cannotBe);
    }
  }

  private static byte[] signed(BcTlsCrypto crypto, Instant now, AsymmetricCipherKeyPair pair)
      throws IOException, OperatorCreationException {
    var algorithm = new DefaultSignatureAlgorithmIdentifierFinder().find("SHA256withECDSA");
    ContentSigner signer =
        new BcECContentSignerBuilder(
                algorithm, new DefaultDigestAlgorithmIdentifierFinder().find(algorithm))
            .build(pair.getPrivate());
    return new BcX509v3CertificateBuilder(
            NAME,
            new BigInteger(64, crypto.getSecureRandom()),
            Date.from(now.minus(BEFORE)),
            Date.from(now.plus(VALID_FOR)),
            NAME,
            pair.getPublic())
        .build(signer)
        .getEncoded();
  }

  Fingerprint fingerprint() {
    return fingerprint;
  }

  AsymmetricKeyParameter key() {
    return key;
  }

  TlsCredentialedSigner credentials(TlsContext context) {
    return credentials(context, key);
  }

  /// Our certificate with a key that may be another's.
  TlsCredentialedSigner credentials(TlsContext context, AsymmetricKeyParameter signing) {
    return new BcDefaultTlsCredentialedSigner(
        new TlsCryptoParameters(context),
        crypto,
        signing,
        chain,
        SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
  }
}
