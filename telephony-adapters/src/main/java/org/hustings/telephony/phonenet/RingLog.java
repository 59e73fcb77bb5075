package org.hustings.telephony.phonenet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The independent witness: every call that reached phonenet, by called number and time, whatever
/// the dialing engine believes to have done. Safe for many threads.
///
/// A file, if there is one, only grows: one [RingLine] an event, written through at once, so that
/// it can be read after the witness was killed. Being the record of a telephone network, it holds
/// the numbers of simulated subscribers, as the logs of the server must not.
public final class RingLog implements AutoCloseable {
  private final InstantSource clock;
  private final Optional<Writer> file;
  private final RingBook book;

  private RingLog(InstantSource clock, Optional<Writer> file, RingBook book) {
    this.clock = requireNonNull(clock, "clock");
    this.file = file;
    this.book = book;
  }

  /// Keeps its rings in memory only.
  public static RingLog inMemory(InstantSource clock) {
    return new RingLog(clock, Optional.empty(), new RingBook());
  }

  /// Writes every event to the end of a file, too, and goes on counting from what is there.
  public static RingLog appendingTo(Path path, InstantSource clock) throws IOException {
    RingBook book = Files.exists(path) ? RingBook.read(path) : new RingBook();
    Writer writer =
        Files.newBufferedWriter(path, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    if (endsInMidLine(path)) {
      writer.write(RingLine.CUT_SHORT + "\n");
    }
    return new RingLog(clock, Optional.of(writer), book);
  }

  /// What a file says.
  public static List<Ring> read(Path path) throws IOException {
    return RingBook.read(path).rings();
  }

  /// A call has arrived. Its subscriber is asked what to do at the nth ring, which is counted here.
  public synchronized Arrival arrived(Ring.Call call, Subscribers subscribers) {
    int nth = book.ringsOf(call.called()).size() + 1;
    Behaviour behaviour =
        call.number()
            .map(number -> subscribers.ring(number, nth))
            .orElseGet(Behaviour.NoSuchNumber::new);
    long id = book.next();
    note(new RingLine.Arrived(clock.instant(), id, call, behaviour.getClass().getSimpleName()));
    return new Arrival(id, nth, behaviour);
  }

  public synchronized void ringing(long ring) {
    note(new RingLine.Ringing(clock.instant(), ring));
  }

  public synchronized void answered(long ring) {
    note(new RingLine.Answered(clock.instant(), ring));
  }

  /// Something was kept of the call: a file, or words that say what.
  public synchronized void recorded(long ring, String what) {
    note(new RingLine.Recorded(clock.instant(), ring, what));
  }

  /// Once; a second end is not taken.
  public synchronized void ended(long ring, Ring.Ending how) {
    if (book.ring(ring).open()) {
      note(new RingLine.Ended(clock.instant(), ring, how));
    }
  }

  /// All rings so far, in the order of arrival.
  public synchronized List<Ring> rings() {
    return book.rings();
  }

  /// The rings of one number, as dialed.
  public synchronized List<Ring> ringsOf(String called) {
    return book.ringsOf(called);
  }

  /// The rings that arrived from one instant on and before another.
  public List<Ring> ringsBetween(Instant from, Instant before) {
    return rings().stream()
        .filter(ring -> !ring.times().arrivedAt().isBefore(from))
        .filter(ring -> ring.times().arrivedAt().isBefore(before))
        .toList();
  }

  /// How many calls ring or are up.
  public long open() {
    return rings().stream().filter(Ring::open).count();
  }

  private static boolean endsInMidLine(Path path) throws IOException {
    try (SeekableByteChannel file = Files.newByteChannel(path)) {
      var last = ByteBuffer.allocate(1);
      return file.size() > 0
          && file.position(file.size() - 1).read(last) == 1
          && last.get(0) != '\n';
    }
  }

  private void note(RingLine line) {
    book.take(line);
    file.ifPresent(writer -> {
      try {
        writer.write(line.text() + "\n");
        writer.flush();
      } catch (IOException e) {
        throw new UncheckedIOException("phonenet's log cannot be written", e);
      }
    });
  }

  @Override
  public synchronized void close() {
    file.ifPresent(writer -> {
      try {
        writer.close();
      } catch (IOException e) {
        throw new UncheckedIOException("phonenet's log cannot be closed", e);
      }
    });
  }

  /// What is to happen to a call that arrived.
  public record Arrival(long ring, int nth, Behaviour behaviour) {}
}
