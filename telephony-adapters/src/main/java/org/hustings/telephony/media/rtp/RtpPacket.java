package org.hustings.telephony.media.rtp;

import java.nio.ByteBuffer;

/// A view of one RTP packet inside a buffer (RFC 3550 section 5.1).
///
/// It is a *flyweight*: one instance per loop reads packet after packet without allocating, and is
/// valid until the next [#read]. The payload stays where it is in the buffer; since a header that
/// we write has 12 bytes and a header that we read has at least 12, the outgoing packet can be
/// written in place, just before the payload.
public final class RtpPacket {
  /// The fixed header, which is also the only one that we write.
  public static final int HEADER_BYTES = 12;

  /// What [#read] found.
  public enum Verdict {
    /// A well-formed packet; it may have an empty payload, as some peers send to keep a NAT open.
    WELL_FORMED,
    /// Fewer bytes than a header.
    TOO_SHORT,
    /// Not version 2: STUN, DTLS, or noise.
    WRONG_VERSION,
    /// The list of contributing sources or the header extension is longer than the packet.
    HEADER_OVERRUN,
    /// The padding count is zero or longer than the payload.
    BAD_PADDING
  }

  private static final int VERSION_2 = 0x80;

  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private boolean marker;
  private int payloadType;
  private int sequence;
  private int timestamp;
  private int ssrc;
  private int payloadOffset;
  private int payloadLength;

  /// Reads the packet between the buffer's position and limit, and moves neither. The fields have
  /// meaning only after [Verdict#WELL_FORMED].
  public Verdict read(ByteBuffer datagram) {
    buffer = datagram;
    int start = datagram.position();
    int length = datagram.remaining();
    if (length < HEADER_BYTES) {
      return Verdict.TOO_SHORT;
    }
    int first = datagram.get(start);
    if ((first & 0xC0) != VERSION_2) {
      return Verdict.WRONG_VERSION;
    }
    int header = headerLength(datagram, start, length, first);
    if (header > length) {
      return Verdict.HEADER_OVERRUN;
    }
    int padding = (first & 0x20) == 0 ? 0 : datagram.get(start + length - 1) & 0xFF;
    boolean padded = (first & 0x20) != 0;
    if (padded && (padding == 0 || padding > length - header)) {
      return Verdict.BAD_PADDING;
    }
    int second = datagram.get(start + 1);
    marker = (second & 0x80) != 0;
    payloadType = second & 0x7F;
    sequence = datagram.getShort(start + 2) & 0xFFFF;
    timestamp = datagram.getInt(start + 4);
    ssrc = datagram.getInt(start + 8);
    payloadOffset = start + header;
    payloadLength = length - header - padding;
    return Verdict.WELL_FORMED;
  }

  private static int headerLength(ByteBuffer datagram, int start, int length, int first) {
    int header = HEADER_BYTES + 4 * (first & 0x0F);
    boolean extended = (first & 0x10) != 0;
    if (!extended) {
      return header;
    }
    if (header + 4 > length) {
      return Integer.MAX_VALUE;
    }
    return header + 4 + 4 * (datagram.getShort(start + header + 2) & 0xFFFF);
  }

  public boolean marker() {
    return marker;
  }

  public int payloadType() {
    return payloadType;
  }

  /// 0 to 65,535.
  public int sequence() {
    return sequence;
  }

  /// All 32 bits; compare with [SequenceNumbers#ahead(int, int)].
  public int timestamp() {
    return timestamp;
  }

  public int ssrc() {
    return ssrc;
  }

  /// Where the payload begins, as an absolute index into [#buffer()].
  public int payloadOffset() {
    return payloadOffset;
  }

  /// Bytes of payload, without padding.
  public int payloadLength() {
    return payloadLength;
  }

  /// The buffer that was read.
  public ByteBuffer buffer() {
    return buffer;
  }

  /// A copy of the payload, for tests and for what outlives the buffer.
  public byte[] payload() {
    byte[] bytes = new byte[payloadLength];
    buffer.get(payloadOffset, bytes);
    return bytes;
  }

  /// Writes a fixed header at an absolute index.
  public static void writeHeader(
      ByteBuffer target, int at, int payloadType, Stamp stamp, int ssrc) {
    target.put(at, (byte) VERSION_2);
    target.put(at + 1, (byte) (payloadType | (stamp.marker() ? 0x80 : 0)));
    target.putShort(at + 2, (short) stamp.sequence());
    target.putInt(at + 4, stamp.timestamp());
    target.putInt(at + 8, ssrc);
  }

  /// Whether a datagram on a port shared by both protocols is RTCP rather than RTP (RFC 5761
  /// section 4: packet types 192 to 223).
  public static boolean looksLikeRtcp(ByteBuffer datagram) {
    if (datagram.remaining() < 8) {
      return false;
    }
    int second = datagram.get(datagram.position() + 1) & 0xFF;
    return (datagram.get(datagram.position()) & 0xC0) == VERSION_2 && second >= 192 && second < 224;
  }
}
