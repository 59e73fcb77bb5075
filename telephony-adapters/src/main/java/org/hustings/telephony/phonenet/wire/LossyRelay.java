package org.hustings.telephony.phonenet.wire;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// A bad line: stands between a subscriber's leg and the peer, and loses packets in both
/// directions, the same ones for the same name of the call.
///
/// ```
///  peer ◄──► outer │ inner ◄──► leg
/// ```
final class LossyRelay implements AutoCloseable {
  private static final int LARGEST = 2048;

  private final DatagramSocket outer;
  private final DatagramSocket inner;
  private final InetSocketAddress leg;
  private final int lostPerMille;
  private volatile @Nullable InetSocketAddress peer;

  private LossyRelay(
      DatagramSocket outer, DatagramSocket inner, InetSocketAddress leg, int lostPerMille) {
    this.outer = outer;
    this.inner = inner;
    this.leg = leg;
    this.lostPerMille = lostPerMille;
  }

  static LossyRelay before(InetSocketAddress leg, String name, int lostPerMille)
      throws IOException {
    InetAddress here = leg.getAddress();
    var outer = new DatagramSocket(0, here);
    try {
      var relay = new LossyRelay(outer, new DatagramSocket(0, here), leg, lostPerMille);
      var random = new SplittableRandom(name.hashCode());
      SplittableRandom back = random.split();
      Thread.ofVirtual().name(name + "-in").start(() -> relay.carry(outer, random, true));
      Thread.ofVirtual().name(name + "-out").start(() -> relay.carry(relay.inner, back, false));
      return relay;
    } catch (IOException e) {
      outer.close();
      throw e;
    }
  }

  InetSocketAddress outer() {
    return (InetSocketAddress) outer.getLocalSocketAddress();
  }

  InetSocketAddress inner() {
    return (InetSocketAddress) inner.getLocalSocketAddress();
  }

  void forwardTo(InetSocketAddress address) {
    peer = address;
  }

  private void carry(DatagramSocket from, SplittableRandom random, boolean inwards) {
    var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    try {
      while (true) {
        packet.setLength(LARGEST);
        from.receive(packet);
        InetSocketAddress to = inwards ? leg : peer;
        if (to != null && random.nextInt(1000) >= lostPerMille) {
          packet.setSocketAddress(to);
          (inwards ? inner : outer).send(packet);
        }
      }
    } catch (IOException _) {
      // Closed: the call is over.
      close();
    }
  }

  @Override
  public void close() {
    outer.close();
    inner.close();
  }
}
