package org.hustings.telephony.media.rtp;

import java.nio.ByteBuffer;
import org.hustings.telephony.media.g711.G711;

/// Makes RTP packets for tests.
public final class Packets {
  private Packets() {}

  /// One packet with a plain header.
  public static ByteBuffer bytes(
      int payloadType, int ssrc, int sequence, int timestamp, byte[] payload) {
    ByteBuffer buffer = ByteBuffer.allocate(RtpPacket.HEADER_BYTES + payload.length);
    Stamp stamp = new Stamp().set(sequence, timestamp, false);
    RtpPacket.writeHeader(buffer, 0, payloadType, stamp, ssrc);
    buffer.put(RtpPacket.HEADER_BYTES, payload);
    return buffer;
  }

  /// A packet of 20 ms, read.
  public static RtpPacket of(int ssrc, int sequence, int timestamp) {
    RtpPacket packet = new RtpPacket();
    packet.read(bytes(G711.PCMU.staticPayloadType(), ssrc, sequence, timestamp, new byte[160]));
    return packet;
  }
}
