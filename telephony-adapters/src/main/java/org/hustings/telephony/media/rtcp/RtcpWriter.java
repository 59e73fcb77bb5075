package org.hustings.telephony.media.rtcp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hustings.telephony.media.rtp.ReportBlock;

/// Writes the parts of a compound packet one after the other into a buffer. A report comes first,
/// then the CNAME, then perhaps BYE (section 6.1).
public final class RtcpWriter {
  private static final int CNAME = 1;

  private RtcpWriter() {}

  /// A sender or receiver report.
  public static void report(ByteBuffer target, Rtcp report) {
    switch (report) {
      case Rtcp.SenderReport sender -> {
        header(target, sender.blocks().size(), 200, 6 + 6 * sender.blocks().size());
        target.putInt(sender.ssrc());
        target.putLong(sender.ntp());
        target.putInt(sender.timestamp());
        target.putInt(sender.packets());
        target.putInt(sender.octets());
        blocks(target, sender.blocks());
      }
      case Rtcp.ReceiverReport receiver -> {
        header(target, receiver.blocks().size(), 201, 1 + 6 * receiver.blocks().size());
        target.putInt(receiver.ssrc());
        blocks(target, receiver.blocks());
      }
      case Rtcp.Bye bye -> {
        header(target, 1, 203, 1);
        target.putInt(bye.ssrc());
      }
    }
  }

  /// A source description with nothing but the CNAME (section 6.5.1).
  public static void description(ByteBuffer target, int ssrc, String cname) {
    byte[] name = cname.getBytes(StandardCharsets.US_ASCII);
    // SSRC, item type and length, name, at least one null, padded to words.
    int words = (4 + 2 + name.length + 1 + 3) / 4;
    header(target, 1, 202, words);
    int end = target.position() + words * 4;
    target.putInt(ssrc);
    target.put((byte) CNAME).put((byte) name.length).put(name);
    while (target.position() < end) {
      target.put((byte) 0);
    }
  }

  private static void header(ByteBuffer target, int count, int type, int words) {
    target.put((byte) (0x80 | count)).put((byte) type).putShort((short) words);
  }

  private static void blocks(ByteBuffer target, List<ReportBlock> blocks) {
    for (ReportBlock block : blocks) {
      target.putInt(block.ssrc());
      target.putInt((block.fractionLost() << 24) | (block.lost() & 0xFFFFFF));
      target.putInt(block.highestSequence());
      target.putInt(block.jitter());
      target.putInt(block.lastSenderReport());
      target.putInt(block.delaySinceLast());
    }
  }
}
