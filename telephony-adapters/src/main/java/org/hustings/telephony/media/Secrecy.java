package org.hustings.telephony.media;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.hustings.telephony.media.rtp.RtpPacket;
import org.hustings.telephony.media.srtp.SrtpSession;
import org.jspecify.annotations.Nullable;

/// What keeps a leg's packets from others: SRTP by the keys that SIP agreed on (RFC 4568), or
/// nothing where it agreed on none. Once there were keys there is no way back to the clear. On the
/// loop only.
final class Secrecy {
  private @Nullable SrtpSession session;
  private RemoteMedia.@Nullable Keys inForce;

  /// Takes what was agreed, for the first time or again.
  void agreed(Optional<RemoteMedia.Keys> keys) {
    keys.ifPresent(this::agreed);
  }

  private void agreed(RemoteMedia.Keys keys) {
    SrtpSession known = session;
    RemoteMedia.Keys former = inForce;
    if (known == null || former == null || !former.ours().equals(keys.ours())) {
      close();
      session = SrtpSession.of(keys.ours(), keys.theirs());
    } else if (!former.theirs().equals(keys.theirs())) {
      known.receiveWith(keys.theirs());
    }
    inForce = keys;
  }

  /// What came to the port of RTP, in the clear; empty if it is not from who has the keys. The view
  /// is valid until the next one.
  ByteBuffer opened(ByteBuffer datagram) {
    SrtpSession known = session;
    if (known == null) {
      return datagram;
    }
    return RtpPacket.looksLikeRtcp(datagram) ? known.openRtcp(datagram) : known.openRtp(datagram);
  }

  ByteBuffer openedReport(ByteBuffer datagram) {
    SrtpSession known = session;
    return known == null ? datagram : known.openRtcp(datagram);
  }

  /// What may go out; nothing if it could not be protected.
  ByteBuffer sealed(ByteBuffer packet) {
    SrtpSession known = session;
    return known == null ? packet : known.protectRtp(packet);
  }

  ByteBuffer sealedReport(ByteBuffer packet) {
    SrtpSession known = session;
    return known == null ? packet : known.protectRtcp(packet);
  }

  void close() {
    SrtpSession known = session;
    if (known != null) {
      known.close();
      session = null;
    }
  }
}
