package org.hustings.telephony.media;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.hustings.telephony.media.udp.UdpSocket;
import org.hustings.telephony.media.udp.Watch;

/// One UDP port that many legs share. It lives on a media loop; its keeper gets every datagram
/// there, finds out whose it is, and hands what is a leg's to the leg's [MediaSeat].
public final class MediaPort implements LoopMember, AutoCloseable {
  /// Who tells the datagrams apart. Called on the loop: nothing may block.
  public interface Keeper {
    /// @param datagram flipped; valid during the call only
    /// @param now steady time, ns
    void datagram(ByteBuffer datagram, InetSocketAddress source, long now);

    /// Some times a second.
    ///
    /// @param now steady time, ns
    void sweep(long now);
  }

  private static final int MOST_AT_ONCE = 256;

  private final MediaLoop loop;
  private final UdpSocket socket;
  private final Keeper keeper;
  private final Tally unsent = new Tally();

  MediaPort(MediaLoop loop, UdpSocket socket, Keeper keeper) {
    this.loop = loop;
    this.socket = socket;
    this.keeper = keeper;
  }

  /// Where it listens.
  public InetSocketAddress local() {
    return socket.local();
  }

  /// Has something done on the port's loop soon, in the order of asking. From any thread.
  ///
  /// @return false when the loop has ended and will not do it
  public boolean execute(Runnable work) {
    return loop.execute(work);
  }

  /// Sends what stands between position and limit. From any thread.
  ///
  /// @return whether it went; a datagram that cannot go now is lost
  public boolean send(ByteBuffer datagram, InetSocketAddress target) {
    if (socket.send(datagram, target)) {
      return true;
    }
    unsent.increment();
    return false;
  }

  /// Datagrams that the system did not take.
  public long unsent() {
    return unsent.get();
  }

  MediaLoop loop() {
    return loop;
  }

  @Override
  public void register(Watch watch) throws IOException {
    watch.add(socket, this::ready);
  }

  private void ready(long now) throws IOException {
    for (int i = 0; i < MOST_AT_ONCE; i++) {
      ByteBuffer buffer = loop.departures.room();
      buffer.clear();
      InetSocketAddress source = socket.receive(buffer);
      if (source == null) {
        return;
      }
      buffer.flip();
      keeper.datagram(buffer, source, now);
    }
  }

  @Override
  public void sweep(long now) {
    keeper.sweep(now);
  }

  /// Frees the port. Its legs are to be closed by whoever opened them.
  @Override
  public void close() {
    socket.close();
    loop.execute(() -> loop.release(this));
  }
}
