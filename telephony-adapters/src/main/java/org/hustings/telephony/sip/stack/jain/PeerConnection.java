package org.hustings.telephony.sip.stack.jain;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/// A connection with a peer: what it does not read is not waited for without end, and, unless it is
/// below TLS, it is read no faster than it is parsed.
final class PeerConnection extends Socket {
  private final boolean paced;
  private final Runnable overrun;
  private @Nullable HeadByHead heads;
  private @Nullable TimedWrites writes;

  private PeerConnection(boolean paced, Runnable overrun) {
    this.paced = paced;
    this.overrun = overrun;
  }

  /// @param overrun told when it was closed, since the peer does not read
  static PeerConnection plain(Runnable overrun) {
    return new PeerConnection(true, overrun);
  }

  /// One that carries TLS.
  static PeerConnection below(Runnable overrun) {
    return new PeerConnection(false, overrun);
  }

  @Override
  public synchronized InputStream getInputStream() throws IOException {
    if (!paced) {
      return super.getInputStream();
    }
    if (heads == null) {
      heads =
          new HeadByHead(
              super.getInputStream(), getOutputStream(), CarefulParser::ofThisThreadReads);
    }
    return heads;
  }

  /// Always the same, which writers hold while they write a message.
  @Override
  public synchronized OutputStream getOutputStream() throws IOException {
    if (writes == null) {
      writes = new TimedWrites(super.getOutputStream(), this, overrun);
    }
    return writes;
  }

  /// Ends who reads, too, wherever it waits.
  @Override
  public synchronized void close() throws IOException {
    super.close();
    if (heads != null) {
      heads.close();
    }
  }
}
