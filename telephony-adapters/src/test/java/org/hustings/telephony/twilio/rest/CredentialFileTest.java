package org.hustings.telephony.twilio.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hustings.core.time.VirtualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialFileTest {
  private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-02T14:00:00Z"));
  @TempDir Path directory;

  private Path file(String... lines) throws IOException {
    return Files.write(directory.resolve("twilio"), List.of(lines));
  }

  @Test
  void is_read_again_when_it_changes() throws IOException {
    CredentialFile credentials = CredentialFile.open(file("auth-token: one"), time);
    assertThat(credentials.current()).isEqualTo(Credentials.of("one"));
    file("auth-token: two-two", "former-auth-token: one", "key: SK1", "key-secret: s");
    time.advanceBy(Duration.ofSeconds(2));
    assertThat(credentials.current())
        .isEqualTo(
            new Credentials(
                "two-two", Optional.of("one"), Optional.of(new Credentials.ApiKey("SK1", "s"))));
    assertThat(credentials.current().authTokens()).containsExactly("two-two", "one");
  }

  @Test
  void that_became_unusable_changes_nothing() throws IOException {
    CredentialFile credentials = CredentialFile.open(file("auth-token: one"), time);
    file("key: SK1", "something: else");
    time.advanceBy(Duration.ofSeconds(2));
    assertThat(credentials.current()).isEqualTo(Credentials.of("one"));
  }

  @Test
  void says_at_the_start_what_it_lacks() throws IOException {
    Path withoutToken = file("key: SK1");
    assertThatThrownBy(() -> CredentialFile.open(withoutToken, time))
        .hasMessageContaining("auth-token");
    Path halfAKey = file("auth-token: t", "key: SK1");
    assertThatThrownBy(() -> CredentialFile.open(halfAKey, time))
        .hasMessageContaining("key-secret");
  }

  @Test
  void keeps_its_secrets_to_itself() throws IOException {
    CredentialFile credentials =
        CredentialFile.open(file("auth-token: abc123", "key: SK1", "key-secret: xyz789"), time);
    assertThat(credentials.current().toString()).doesNotContain("abc123", "xyz789");
  }
}
