package org.hustings.telephony.media.srtp;

import java.nio.ByteBuffer;
import org.jitsi.utils.ByteArrayBuffer;

/// One packet on the heap, in the form that the library works on. Used over and over.
final class HeapPacket implements ByteArrayBuffer {
  private final byte[] octets;
  private final ByteBuffer view;
  private int offset;
  private int length;

  HeapPacket(int most) {
    this.octets = new byte[most];
    this.view = ByteBuffer.wrap(octets);
  }

  /// Takes a copy; the datagram stays as it is.
  void fill(ByteBuffer datagram) {
    offset = 0;
    length = datagram.remaining();
    datagram.get(datagram.position(), octets, 0, length);
  }

  ByteBuffer view() {
    return view.clear().position(offset).limit(offset + length);
  }

  ByteBuffer nothing() {
    return view.clear().limit(0);
  }

  @Override
  public byte[] getBuffer() {
    return octets;
  }

  @Override
  public int getOffset() {
    return offset;
  }

  @Override
  public int getLength() {
    return length;
  }

  @Override
  public void setLength(int newLength) {
    length = newLength;
  }

  @Override
  public void setOffset(int newOffset) {
    offset = newOffset;
  }

  @Override
  public boolean isInvalid() {
    return false;
  }

  @Override
  public void readRegionToBuff(int from, int count, byte[] to) {
    System.arraycopy(octets, offset + from, to, 0, count);
  }

  @Override
  public void grow(int by) {
    if (offset + length + by > octets.length) {
      throw new IndexOutOfBoundsException("packet grows beyond " + octets.length + " octets");
    }
  }

  @Override
  public void append(byte[] more, int count) {
    grow(count);
    System.arraycopy(more, 0, octets, offset + length, count);
    length += count;
  }

  @Override
  public void shrink(int by) {
    length -= by;
  }
}
