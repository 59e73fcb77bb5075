package org.hustings.api.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The body of a request as a stream that a virtual thread reads, with back-pressure to the socket:
/// the next piece is asked for when the last one was taken, so that little is ever in memory.
final class BodyReader extends InputStream {
  private final HttpServerRequest request;
  private final Context context;
  private final long most;
  private final Duration silence;
  private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(4);
  private boolean begun;
  private boolean ended;
  private long taken;
  private @Nullable Buffer piece;
  private int position;

  BodyReader(HttpServerRequest request, Context context, long most, Duration silence) {
    this.request = request;
    this.context = context;
    this.most = most;
    this.silence = silence;
  }

  /// Reads all that comes.
  ///
  /// @throws Problem.Refused if it is too much, or takes too long
  byte[] readWhole(Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    Optional<Buffer> next = next(within);
    while (next.isPresent()) {
      whole.writeBytes(next.get().getBytes());
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (left.isNegative()) {
        throw tooSlow().asException();
      }
      next = next(left);
    }
    ended = true;
    return whole.toByteArray();
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (ended) {
      return -1;
    }
    Buffer current = piece;
    if (current == null || position == current.length()) {
      current = next(silence).orElse(null);
      if (current == null) {
        ended = true;
        return -1;
      }
      piece = current;
      position = 0;
    }
    int count = Math.min(length, current.length() - position);
    current.getBytes(position, position + count, target, offset);
    position += count;
    return count;
  }

  /// Empty at the end of the body.
  private Optional<Buffer> next(Duration wait) {
    ask();
    return switch (poll(wait)) {
      case Piece.Octets(Buffer octets) -> Optional.of(counted(octets));
      case Piece.End _ -> Optional.empty();
      case Piece.Broken _ ->
          throw new UncheckedIOException(new IOException("the client broke off its request"));
    };
  }

  private Piece poll(Duration wait) {
    try {
      Piece next = pieces.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
      if (next == null) {
        throw tooSlow().asException();
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw tooSlow().asException();
    }
  }

  private Buffer counted(Buffer octets) {
    taken += octets.length();
    if (taken > most) {
      throw tooLarge(most).asException();
    }
    return octets;
  }

  private void ask() {
    boolean first = !begun;
    begun = true;
    context.runOnContext(_ -> {
      if (first) {
        request.handler(octets -> pieces.offer(new Piece.Octets(octets)));
        request.exceptionHandler(_ -> pieces.offer(new Piece.Broken()));
        request.endHandler(_ -> pieces.offer(new Piece.End()));
      }
      request.fetch(1);
    });
  }

  static Problem tooLarge(long most) {
    return Problem.of(
        413,
        "too-large",
        "The body is too large",
        "At most " + most + " bytes are taken here. Nothing was changed.");
  }

  private static Problem tooSlow() {
    return Problem.of(
        408,
        "too-slow",
        "The body did not arrive in time",
        "Send the request again over a faster connection.");
  }

  private sealed interface Piece {
    record Octets(Buffer octets) implements Piece {}

    record End() implements Piece {}

    record Broken() implements Piece {}
  }
}
