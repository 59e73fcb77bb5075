package org.hustings.schema.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/// The passwords of the embedded server's three roles: made at the first start, kept in a file that
/// only we can read.
record Passwords(String superuser, String owner, String application) {

  static Passwords keptIn(Path file) throws IOException {
    if (!Files.exists(file)) {
      write(file, new Passwords(random(), random(), random()));
    }
    Properties read = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      read.load(in);
    }
    return new Passwords(
        required(file, read, "superuser"),
        required(file, read, "owner"),
        required(file, read, "application"));
  }

  private static void write(Path file, Passwords passwords) throws IOException {
    Properties written = new Properties();
    written.setProperty("superuser", passwords.superuser);
    written.setProperty("owner", passwords.owner);
    written.setProperty("application", passwords.application);
    // Ours alone from the first moment, and whole or not there at all.
    Path unfinished =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            "passwords",
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream out = Files.newOutputStream(unfinished)) {
      written.store(out, "Passwords of the embedded PostgreSQL. Lost, its data cannot be read.");
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String required(Path file, Properties read, String key) {
    String value = read.getProperty(key, "");
    if (value.isEmpty()) {
      throw new EmbeddedServerFailed(
          file + " has no password for " + key + ": put the file back from a backup");
    }
    return value;
  }

  private static String random() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// Nothing that could be logged.
  @Override
  public String toString() {
    return "Passwords";
  }
}
