package org.hustings.schema.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's programs, unpacked from the archive on the class path.
///
/// @param home what holds `bin`, `lib` and `share`
record Binaries(Path home) {
  private static final int OWNER_MAY_EXECUTE = 0100;

  private static final Set<PosixFilePermission> READABLE =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> READABLE_PROGRAM =
      PosixFilePermissions.fromString("rwxr-xr-x");

  /// Unpacks the programs below `directory` unless they are there already. The name of their
  /// directory tells the archive, so that another version gets a directory of its own.
  static Binaries unpackedBelow(Path directory) {
    String archive = archiveName();
    try {
      Path home = directory.resolve("server-" + fingerprint(archive));
      if (!Files.exists(home)) {
        // Beside it and then renamed: a half-unpacked server never has the name of a whole one.
        Path unfinished = Files.createTempDirectory(directory, "unpacking-");
        unpack(archive, unfinished);
        Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
      }
      return new Binaries(home);
    } catch (IOException e) {
      throw new EmbeddedServerFailed("cannot unpack PostgreSQL below " + directory, e);
    }
  }

  Path program(String name) {
    return home.resolve("bin").resolve(name);
  }

  private static String archiveName() {
    String system =
        System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")
            ? "darwin"
            : "linux";
    String machine = System.getProperty("os.arch");
    String processor =
        switch (machine) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> machine;
        };
    return "postgres-" + system + "-" + processor + ".txz";
  }

  private static InputStream open(String archive) {
    InputStream found = Binaries.class.getResourceAsStream("/" + archive);
    if (found == null) {
      throw new EmbeddedServerFailed(
          "there is no embedded PostgreSQL for this machine ("
              + archive
              + "): give the address of one in database.url");
    }
    return found;
  }

  private static String fingerprint(String archive) throws IOException {
    try (InputStream in = open(archive)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void unpack(String archive, Path into) throws IOException {
    // Readable by the user that PostgreSQL sees itself as, when root runs it in a user namespace.
    Files.setPosixFilePermissions(into, READABLE_PROGRAM);
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(open(archive))))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
          throw new IOException("the archive names a file outside of itself: " + entry.getName());
        }
        unpack(tar, entry, target);
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, target);
      boolean program = (entry.getMode() & OWNER_MAY_EXECUTE) != 0;
      Files.setPosixFilePermissions(target, program ? READABLE_PROGRAM : READABLE);
    }
  }
}
