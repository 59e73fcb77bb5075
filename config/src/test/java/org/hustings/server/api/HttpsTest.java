package org.hustings.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.hustings.api.http.HttpSettings;
import org.hustings.telephony.peers.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The server that speaks TLS itself (`docs/security.md`, ASVS 9.1, 3.4 and 14.4).
@Timeout(60)
class HttpsTest {
  @TempDir private Path directory;

  private ServedApi serving(TestCertificate with) {
    HttpSettings plain = HttpSettings.onLoopback(0);
    return new ServedApi(
        new HttpSettings(
            plain.host(),
            0,
            Optional.empty(),
            Optional.of(new HttpSettings.Tls(with.certificate(), with.key())),
            false,
            plain.limits()));
  }

  private static SSLContext trusting(TestCertificate certificate, String protocol)
      throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(certificate.certificate())) {
      store.setCertificateEntry(
          "ours", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance(protocol);
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void who_signs_in_is_told_to_come_by_https_for_a_year(String protocol) throws Exception {
    TestCertificate certificate = TestCertificate.of(directory, "ip:127.0.0.1");
    try (ServedApi served = serving(certificate);
        HttpClient client =
            HttpClient.newBuilder().sslContext(trusting(certificate, protocol)).build()) {
      URI signIn = URI.create("https://127.0.0.1:" + served.port() + "/api/v1/sign-in");
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(signIn)
                  .header("Content-Type", "application/json")
                  .header("Hustings-Request", "1")
                  .POST(
                      BodyPublishers.ofString(
                          "{\"login\":\"%s\",\"password\":\"%s\"}"
                              .formatted(ServedApi.ADMIN_LOGIN, ServedApi.PASSWORD)))
                  .build(),
              BodyHandlers.ofString());

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo(protocol);
      assertThat(answer.headers().firstValue("Strict-Transport-Security"))
          .hasValue("max-age=31536000");
      assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
          .startsWith("__Host-hustings=")
          .contains("Secure", "HttpOnly", "SameSite=Strict");
    }
  }

  @Test
  void without_tls_nobody_is_told_to_come_by_it() {
    try (ServedApi served = new ServedApi()) {
      assertThat(served.client().get("/api/v1/me").headerIfAny("Strict-Transport-Security"))
          .isEmpty();
    }
  }
}
