package org.hustings.telephony.sip.stack.jain;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// What goes to a peer over a connection. A peer that does not read holds up the thread that
/// writes, and with it whomever else that thread serves: after a while its connection is closed,
/// and the write fails (`docs/decisions/0205-a-connection-waits-for-its-parser.md`).
final class TimedWrites extends OutputStream {
  /// Far more than a network takes that carries calls.
  private static final Duration MOST = Duration.ofSeconds(2);

  private static final ScheduledThreadPoolExecutor CLOCK = clock();

  private final OutputStream out;
  private final Socket socket;
  private final Runnable closed;

  /// @param socket closed when a write takes too long
  /// @param closed told of it
  TimedWrites(OutputStream out, Socket socket, Runnable closed) {
    this.out = out;
    this.socket = socket;
    this.closed = closed;
  }

  private static ScheduledThreadPoolExecutor clock() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("sip-writes").factory());
    clock.setRemoveOnCancelPolicy(true);
    return clock;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    ScheduledFuture<?> late = CLOCK.schedule(this::giveUp, MOST.toMillis(), TimeUnit.MILLISECONDS);
    try {
      out.write(octets, offset, length);
    } finally {
      late.cancel(false);
    }
  }

  private void giveUp() {
    closed.run();
    try {
      socket.close();
    } catch (IOException _) {
      // It is gone, then.
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
