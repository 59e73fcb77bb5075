package org.hustings.telephony.sip.stack.jain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HeadByHeadTest {
  private static final String HEAD = "OPTIONS sip:a SIP/2.0\r\nContent-Length: 0\r\n\r\n";
  private static final int LIBRARYS_PIECE = 4_096;

  private final ByteArrayOutputStream answered = new ByteArrayOutputStream();
  private final CountDownLatch begun = new CountDownLatch(1);

  private HeadByHead reading(InputStream in) {
    return new HeadByHead(in, answered, _ -> begun.countDown());
  }

  private HeadByHead reading(String text) {
    return reading(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
  }

  /// What one call gives; empty at the end.
  private static String next(HeadByHead heads) throws IOException {
    byte[] some = new byte[LIBRARYS_PIECE];
    int length = heads.read(some, 0, some.length);
    return new String(some, 0, Math.max(0, length), StandardCharsets.US_ASCII);
  }

  /// Requests without end, as fast as somebody reads.
  private static final class Flood extends InputStream {
    private long given;

    @Override
    public int read() {
      return HEAD.charAt(Math.toIntExact(given++ % HEAD.length()));
    }

    @Override
    public int read(byte[] into, int offset, int most) {
      for (int i = 0; i < most; i++) {
        into[offset + i] = (byte) read();
      }
      return most;
    }

    @Override
    public int available() {
      return Integer.MAX_VALUE;
    }
  }

  @Test
  void nothing_beyond_a_head_is_handed_on_or_read_until_the_parser_has_taken_it() throws Exception {
    Flood flood = new Flood();
    HeadByHead heads = reading(flood);
    assertThat(next(heads)).isEqualTo(HEAD);

    CompletableFuture<String> second = new CompletableFuture<>();
    Thread reader =
        Thread.ofPlatform()
            .start(() -> {
              try {
                second.complete(next(heads));
              } catch (IOException e) {
                second.completeExceptionally(e);
              }
            });
    while (reader.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    // What is read ahead is a buffer, however much there is.
    assertThat(flood.given).isLessThanOrEqualTo(8_192);
    assertThat(second).isNotDone();

    assertThat(heads.taken(0)).isTrue();
    assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(HEAD);
  }

  @Test
  void a_body_is_as_long_as_the_parser_says_whatever_is_in_it() throws IOException {
    HeadByHead heads = reading(HEAD + "a\r\n\r\nb" + HEAD);
    assertThat(next(heads)).isEqualTo(HEAD);
    assertThat(heads.taken(6)).isTrue();
    assertThat(next(heads)).isEqualTo("a\r\n\r\nb");
    assertThat(next(heads)).isEqualTo(HEAD);
  }

  @Test
  void line_breaks_between_messages_are_not_handed_on_and_a_ping_is_answered() throws IOException {
    HeadByHead heads = reading("\r\n\r\n\r\n" + HEAD + "\r\n\r\n" + HEAD);
    assertThat(next(heads)).isEqualTo(HEAD);
    heads.taken(0);
    assertThat(next(heads)).isEqualTo(HEAD);
    assertThat(answered.toString(StandardCharsets.US_ASCII)).isEqualTo("\r\n\r\n");
  }

  @Test
  void a_head_that_does_not_end_is_the_end() throws IOException {
    HeadByHead heads = reading("x".repeat(1_000_000));
    long handedOn = 0;
    for (String some = next(heads); !some.isEmpty(); some = next(heads)) {
      handedOn += some.length();
    }
    assertThat(handedOn).isBetween(60_000L, 65_536L);
  }

  /// The library keeps each piece in a buffer of its own.
  @Test
  void a_head_in_very_many_pieces_is_the_end() throws IOException {
    InputStream dripping =
        new ByteArrayInputStream("x".repeat(1_000).getBytes(StandardCharsets.US_ASCII)) {
          @Override
          public synchronized int available() {
            return 0;
          }

          @Override
          public synchronized int read(byte[] into, int offset, int most) {
            return super.read(into, offset, 1);
          }
        };
    HeadByHead heads = reading(dripping);
    int pieces = 0;
    while (!next(heads).isEmpty()) {
      pieces++;
    }
    assertThat(pieces).isEqualTo(HeadByHead.MOST_PIECES);
  }

  @Test
  void after_what_cannot_be_read_nothing_more_is_handed_on() throws IOException {
    HeadByHead heads = reading(HEAD + HEAD);
    next(heads);
    assertThat(heads.refused()).isTrue();
    assertThat(next(heads)).isEmpty();
  }

  @Test
  void a_parser_that_sees_another_beginning_is_told_so() {
    HeadByHead heads = reading(HEAD);
    assertThat(heads.taken(0)).isFalse();
    assertThat(heads.refused()).isFalse();
  }

  @Test
  void whoever_waits_for_the_parser_is_freed_by_the_end_of_the_connection() throws Exception {
    HeadByHead heads = reading(HEAD + HEAD);
    next(heads);
    CompletableFuture<String> second = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            second.complete(next(heads));
          } catch (IOException e) {
            second.completeExceptionally(e);
          }
        });
    heads.close();
    assertThat(second.get(10, TimeUnit.SECONDS)).isEmpty();
  }
}
