package org.hustings.telephony.media.rtcp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.hustings.telephony.media.rtp.ReportBlock;

/// Reads compound RTCP packets. What is malformed ends the reading; what was understood before it
/// counts, and types that we don't use are passed over (section 6.1).
public final class RtcpReader {
  private static final int SENDER_REPORT = 200;
  private static final int RECEIVER_REPORT = 201;
  private static final int BYE = 203;
  private static final int BLOCK_BYTES = 24;

  private RtcpReader() {}

  /// The parts between the buffer's position and limit; empty when there is nothing valid.
  public static List<Rtcp> read(ByteBuffer datagram) {
    List<Rtcp> parts = new ArrayList<>(2);
    int at = datagram.position();
    int end = datagram.limit();
    while (end - at >= 8 && (datagram.get(at) & 0xC0) == 0x80) {
      int length = 4 * ((datagram.getShort(at + 2) & 0xFFFF) + 1);
      if (length > end - at) {
        return parts;
      }
      part(datagram, at, length, parts);
      at += length;
    }
    return parts;
  }

  private static void part(ByteBuffer buffer, int at, int length, List<Rtcp> parts) {
    int count = buffer.get(at) & 0x1F;
    int type = buffer.get(at + 1) & 0xFF;
    int ssrc = buffer.getInt(at + 4);
    if (type == SENDER_REPORT && length >= 28 + count * BLOCK_BYTES) {
      parts.add(
          new Rtcp.SenderReport(
              ssrc,
              buffer.getLong(at + 8),
              buffer.getInt(at + 16),
              buffer.getInt(at + 20),
              buffer.getInt(at + 24),
              blocks(buffer, at + 28, count)));
    } else if (type == RECEIVER_REPORT && length >= 8 + count * BLOCK_BYTES) {
      parts.add(new Rtcp.ReceiverReport(ssrc, blocks(buffer, at + 8, count)));
    } else if (type == BYE && count > 0) {
      parts.add(new Rtcp.Bye(ssrc));
    }
  }

  private static List<ReportBlock> blocks(ByteBuffer buffer, int start, int count) {
    List<ReportBlock> blocks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int at = start + i * BLOCK_BYTES;
      int loss = buffer.getInt(at + 4);
      blocks.add(
          new ReportBlock(
              buffer.getInt(at),
              loss >>> 24,
              loss << 8 >> 8,
              buffer.getInt(at + 8),
              buffer.getInt(at + 12),
              buffer.getInt(at + 16),
              buffer.getInt(at + 20)));
    }
    return List.copyOf(blocks);
  }
}
