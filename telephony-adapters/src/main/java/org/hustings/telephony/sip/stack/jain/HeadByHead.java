package org.hustings.telephony.sip.stack.jain;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// What comes over a connection, handed to the library head by head: what follows a message's head
/// stays with the system, and so with the sender, until the parser has taken that head. The library
/// by itself reads as fast as a peer sends, into a queue without end
/// (`docs/decisions/0205-a-connection-waits-for-its-parser.md`).
///
/// ```
///  head ──its empty line──► awaited ──taken──► body ──all of it──► head
///                              └──refused──► ended
/// ```
///
/// The library's reader reads; its parser, a thread of its own, takes or refuses; anybody closes.
final class HeadByHead extends InputStream {
  /// Bytes of one head, as the library bounds a message.
  private static final int LONGEST_HEAD = 65_536;

  /// Of one head, or one body: the library keeps each piece, if only of a byte, in 4 KiB. Who sends
  /// a message as a network does needs no fifty.
  static final int MOST_PIECES = 128;

  /// How long a connection lives on whose sender cannot be understood any more: what was asked
  /// before is answered meanwhile.
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private static final byte[] PONG = {'\r', '\n'};

  private enum Place {
    HEAD,
    AWAITED,
    BODY,
    ENDED
  }

  private final InputStream in;
  private final OutputStream out;
  private final Consumer<HeadByHead> begins;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();

  private Place place = Place.HEAD;
  private boolean closed;
  private boolean begun;
  private long bodyLeft;
  private int pieces;

  // Of the head that is being read; a length of 0 is before its first line.
  private int length;
  private int lines;
  private boolean blank = true;
  private int previous;
  private int emptyLines;

  /// @param in of the socket
  /// @param out of the same, where a ping is answered
  /// @param begins is called once, by the thread that reads, before it reads
  HeadByHead(InputStream in, OutputStream out, Consumer<HeadByHead> begins) {
    this.in = new BufferedInputStream(in);
    this.out = out;
    this.begins = begins;
  }

  /// The parser has read a head.
  ///
  /// @param body so many bytes follow that belong to it
  /// @return false if no head was awaited: the parser sees another beginning than we do
  boolean taken(long body) {
    lock.lock();
    try {
      boolean awaited = place == Place.AWAITED;
      if (awaited) {
        place = body > 0 ? Place.BODY : Place.HEAD;
        bodyLeft = body;
        moved.signalAll();
      }
      return awaited;
    } finally {
      lock.unlock();
    }
  }

  /// The parser cannot read a head, so nobody knows where the next begins: nothing more is handed
  /// on, and in a while the connection ends.
  ///
  /// @return false if no head was awaited
  boolean refused() {
    lock.lock();
    try {
      boolean awaited = place == Place.AWAITED;
      if (awaited) {
        place = Place.ENDED;
        moved.signalAll();
      }
      return awaited;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /// Blocks also while the parser has not taken what was read before.
  @Override
  public int read(byte[] into, int offset, int most) throws IOException {
    if (!begun) {
      begun = true;
      begins.accept(this);
    }
    Place now = awaitTaken();
    if (now == Place.ENDED || ++pieces > MOST_PIECES) {
      return -1;
    }
    return now == Place.BODY ? body(into, offset, most) : head(into, offset, most);
  }

  /// Where we are, once the parser is not awaited any more.
  private Place awaitTaken() throws IOException {
    lock.lock();
    try {
      while (place == Place.AWAITED && !closed) {
        moved.await();
      }
      long left = LAST_WORDS.toNanos();
      while (place == Place.ENDED && !closed && left > 0) {
        left = moved.awaitNanos(left);
      }
      return closed ? Place.ENDED : place;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the parser was awaited");
    } finally {
      lock.unlock();
    }
  }

  private int body(byte[] into, int offset, int most) throws IOException {
    int count = in.read(into, offset, Math.toIntExact(Math.min(most, bodyLeft)));
    bodyLeft -= count;
    if (bodyLeft == 0) {
      pieces = 0;
      goTo(Place.HEAD);
    }
    return count;
  }

  /// Some of a head, at most to its end. Of what lies between messages nothing is handed on.
  private int head(byte[] into, int offset, int most) throws IOException {
    int count = 0;
    while (count == 0 || (count < most && in.available() > 0)) {
      int next = in.read();
      if (next < 0 || length >= LONGEST_HEAD) {
        return count == 0 ? -1 : count;
      }
      if (isOfAHead(next)) {
        into[offset + count++] = (byte) next;
        length++;
        if (ends(next)) {
          goTo(Place.AWAITED);
          return count;
        }
      }
    }
    return count;
  }

  /// Whether a byte belongs to a head. Line breaks between messages don't (RFC 3261 section 7.5);
  /// two in a row are a ping (RFC 5626 section 4.4.1), for which there is an answer.
  private boolean isOfAHead(int next) throws IOException {
    if (length > 0 || (next != '\r' && next != '\n')) {
      return true;
    }
    emptyLines += next == '\n' && previous == '\r' ? 1 : 0;
    previous = next;
    if (emptyLines == 2) {
      emptyLines = 0;
      pong();
    }
    return false;
  }

  /// Who does not read this is not read from, either.
  private void pong() throws IOException {
    // The library's own writers hold the same while they write a message.
    synchronized (out) {
      out.write(PONG);
      out.flush();
    }
  }

  /// Whether a byte ends a head, by the library's rules: the first line that is no more than white
  /// space, but not the first of all.
  private boolean ends(int next) {
    if (next != '\n') {
      blank &= next <= ' ';
      return false;
    }
    boolean end = lines > 0 && blank;
    lines++;
    blank = true;
    if (end) {
      pieces = 0;
      length = 0;
      lines = 0;
      emptyLines = 0;
      previous = 0;
    }
    return end;
  }

  private void goTo(Place next) {
    lock.lock();
    try {
      place = next;
    } finally {
      lock.unlock();
    }
  }

  /// Ends whoever waits here, too.
  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      closed = true;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
    in.close();
  }
}
