package org.hustings.telephony.sip.stack.jain;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/// A connection with a peer, read no faster than it is parsed.
final class PeerConnection extends Socket {
  private @Nullable HeadByHead heads;

  @Override
  public synchronized InputStream getInputStream() throws IOException {
    if (heads == null) {
      heads =
          new HeadByHead(
              super.getInputStream(), getOutputStream(), CarefulParser::ofThisThreadReads);
    }
    return heads;
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
