package org.hustings.telephony.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A certificate that signed itself, for a name, made by the JDK's `keytool`.
///
/// @param certificate in PEM
/// @param key in PEM
/// @param both in one file, as some programs want it
public record TestCertificate(Path certificate, Path key, Path both) {
  private static final String PASSWORD = "changeit";

  /// @param names as keytool's `san` extension takes them, for example `dns:localhost`
  public static TestCertificate of(Path parent, String names) {
    try {
      Path directory = Files.createTempDirectory(parent, "certificate-");
      Path store = directory.resolve("store.p12");
      Process made =
          new ProcessBuilder(arguments(store, names))
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("keytool.out").toFile())
              .start();
      if (!made.waitFor(30, TimeUnit.SECONDS) || made.exitValue() != 0) {
        made.destroyForcibly();
        throw new AssertionError(
            "keytool made no certificate: " + Files.readString(directory.resolve("keytool.out")));
      }
      return read(directory, store);
    } catch (IOException | GeneralSecurityException cause) {
      throw new AssertionError("no certificate could be made", cause);
    } catch (InterruptedException cause) {
      Thread.currentThread().interrupt();
      throw new AssertionError(cause);
    }
  }

  private static List<String> arguments(Path store, String names) {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    return List.of(
        keytool.toString(),
        "-genkeypair",
        "-alias",
        "sip",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-validity",
        "30",
        "-dname",
        "CN=test",
        "-ext",
        "san=" + names,
        "-ext",
        "bc=ca:true",
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD,
        "-keystore",
        store.toString());
  }

  private static TestCertificate read(Path directory, Path file)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    String certificate = pem("CERTIFICATE", store.getCertificate("sip").getEncoded());
    String key = pem("PRIVATE KEY", store.getKey("sip", PASSWORD.toCharArray()).getEncoded());
    return new TestCertificate(
        Files.writeString(directory.resolve("certificate.pem"), certificate),
        Files.writeString(directory.resolve("key.pem"), key),
        Files.writeString(directory.resolve("both.pem"), key + certificate));
  }

  private static String pem(String what, byte[] octets) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what);
  }
}
