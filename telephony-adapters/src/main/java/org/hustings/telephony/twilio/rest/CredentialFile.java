package org.hustings.telephony.twilio.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Credentials in a file of `name: value` lines, read again when the file changes, so that they are
/// rotated without a restart. A file that became unusable changes nothing, and is said in the log.
///
/// | name | |
/// |---|---|
/// | `auth-token` | needed |
/// | `former-auth-token` | while a new one is rolled out |
/// | `key`, `key-secret` | an API key, both or none |
public final class CredentialFile implements CredentialSource {
  private static final Logger log = LoggerFactory.getLogger(CredentialFile.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Path file;
  private final InstantSource clock;
  private Credentials last;
  private Stamp stamp;
  private Instant lookedAt;

  private record Stamp(FileTime modified, long size) {}

  private CredentialFile(Path file, InstantSource clock) throws IOException {
    this.file = file;
    this.clock = clock;
    this.lookedAt = clock.instant();
    this.stamp = stampOf(file);
    this.last = read(file);
  }

  /// @throws IOException if it cannot be read or lacks something; the message says what
  public static CredentialFile open(Path file, InstantSource clock) throws IOException {
    return new CredentialFile(file, clock);
  }

  @Override
  public synchronized Credentials current() {
    Instant now = clock.instant();
    if (!now.isBefore(lookedAt.plus(LOOK_EVERY))) {
      lookedAt = now;
      lookAgain();
    }
    return last;
  }

  private void lookAgain() {
    try {
      Stamp found = stampOf(file);
      if (!found.equals(stamp)) {
        last = read(file);
        stamp = found;
        log.atInfo()
            .setMessage("The credentials of the Twilio account were read anew.")
            .addKeyValue("event", "twilio-credentials-rotated")
            .log();
      }
    } catch (IOException e) {
      log.atWarn()
          .setMessage("The file with the Twilio credentials cannot be used; the former ones stay.")
          .addKeyValue("event", "twilio-credentials-unreadable")
          .addKeyValue("why", e.getMessage())
          .log();
    }
  }

  private static Stamp stampOf(Path file) throws IOException {
    return new Stamp(Files.getLastModifiedTime(file), Files.size(file));
  }

  private static Credentials read(Path file) throws IOException {
    Properties lines = new Properties();
    try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
      lines.load(reader);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is not a file of \"name: value\" lines", e);
    }
    Optional<String> authToken = value(lines, "auth-token");
    Optional<String> key = value(lines, "key");
    Optional<String> secret = value(lines, "key-secret");
    if (authToken.isEmpty()) {
      throw new IOException(file + " has no line \"auth-token: …\"");
    }
    if (key.isPresent() != secret.isPresent()) {
      throw new IOException(file + " has only one of \"key: …\" and \"key-secret: …\"");
    }
    return new Credentials(
        authToken.get(),
        value(lines, "former-auth-token"),
        key.flatMap(sid -> secret.map(known -> new Credentials.ApiKey(sid, known))));
  }

  private static Optional<String> value(Properties lines, String name) {
    return Optional.ofNullable(lines.getProperty(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }
}
