package org.hustings.telephony.media.udp;

import java.io.IOException;
import java.util.function.Consumer;

/// Waits for many sockets at once. One thread has it; others may only wake it up, and close the
/// sockets that it watches.
public interface Watch extends AutoCloseable {
  /// What a socket has to be read by.
  @FunctionalInterface
  interface Reader {
    /// @param now steady time, ns
    void readable(long now) throws IOException;
  }

  /// Watches a socket until it is closed. One that is closed already is passed over.
  ///
  /// @throws IllegalArgumentException if the socket came by another way to the system
  /// @throws IOException if the system watches no more
  void add(UdpSocket socket, Reader reader) throws IOException;

  /// Waits until a socket has something, the time is over, or somebody wakes it up. A socket that
  /// still has something afterwards is named again the next time.
  ///
  /// @param millis 0 for a look without waiting
  /// @param each gets the reader of each socket that has something
  /// @return how many there were
  /// @throws IOException if the watch is broken or closed
  int await(long millis, Consumer<Reader> each) throws IOException;

  /// Ends the waiting, or the next if there is none now. From any thread.
  void wakeUp();

  @Override
  void close() throws IOException;
}
