package org.hustings.telephony.media.udp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// UDP through `java.nio`.
final class NioUdp implements Udp {
  @Override
  public UdpSocket bind(InetSocketAddress at, Families families, int buffer) throws IOException {
    DatagramChannel channel =
        switch (families) {
          case BOTH -> DatagramChannel.open();
          case OF_THE_ADDRESS ->
              DatagramChannel.open(
                  at.getAddress() instanceof Inet4Address
                      ? StandardProtocolFamily.INET
                      : StandardProtocolFamily.INET6);
        };
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, buffer);
      channel.setOption(StandardSocketOptions.SO_SNDBUF, buffer);
      channel.configureBlocking(false);
      channel.bind(at);
      return new Socket(channel, (InetSocketAddress) channel.getLocalAddress());
    } catch (IOException refused) {
      channel.close();
      throw refused;
    }
  }

  @Override
  public Watch watch() throws IOException {
    return new Selection(Selector.open());
  }

  private record Socket(DatagramChannel channel, InetSocketAddress local) implements UdpSocket {
    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public @Nullable InetSocketAddress receive(ByteBuffer room) throws IOException {
      try {
        return (InetSocketAddress) channel.receive(room);
      } catch (ClosedChannelException _) {
        return null;
      }
    }

    @Override
    public boolean send(ByteBuffer datagram, InetSocketAddress target) {
      try {
        return channel.send(datagram, target) > 0;
      } catch (IOException | UnsupportedAddressTypeException | UnresolvedAddressException _) {
        return false;
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException cause) {
        throw new UncheckedIOException("closing a UDP socket", cause);
      }
    }
  }

  private record Selection(Selector selector) implements Watch {
    @Override
    public void add(UdpSocket socket, Reader reader) throws IOException {
      if (!(socket instanceof Socket(DatagramChannel channel, _))) {
        throw new IllegalArgumentException("a socket of another way: " + socket);
      }
      try {
        channel.register(selector, SelectionKey.OP_READ, reader);
      } catch (ClosedChannelException _) {
        // Nothing will come from there.
      }
    }

    @Override
    public int await(long millis, Consumer<Reader> each) throws IOException {
      Consumer<SelectionKey> ready = key -> each.accept((Reader) key.attachment());
      try {
        return millis <= 0 ? selector.selectNow(ready) : selector.select(ready, millis);
      } catch (ClosedSelectorException closed) {
        throw new IOException("the watch is closed", closed);
      }
    }

    @Override
    public void wakeUp() {
      selector.wakeup();
    }

    @Override
    public void close() throws IOException {
      selector.close();
    }
  }
}
