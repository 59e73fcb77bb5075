package org.hustings.telephony.media.sdp;

import org.hustings.telephony.media.RemoteMedia;

/// What came of a peer's description.
public sealed interface Negotiation {
  /// Audio is agreed.
  ///
  /// @param text our answer; empty when the peer's was the answer
  /// @param remote for [org.hustings.telephony.media.MediaLeg#connect]
  record Agreed(String text, RemoteMedia remote) implements Negotiation {}

  /// There can be no audio.
  ///
  /// @param detail for the log and a SIP `Warning`; holds no number and no name
  record Refused(Reason reason, String detail) implements Negotiation {}

  /// Why not, with the SIP answer to an offer that it means.
  enum Reason {
    /// The text is no SDP, or too much of it.
    MALFORMED(400),
    /// No stream is audio, or all are switched off.
    NO_AUDIO(488),
    /// Audio, but not over plain RTP; or over plain RTP where SRTP is demanded.
    UNSUPPORTED_TRANSPORT(488),
    /// No G.711 among the codecs.
    NO_COMMON_CODEC(488),
    /// SRTP is demanded, and no key of ours is among the offered.
    NO_COMMON_CIPHER(488),
    /// The media address is a name, of another IP version, or one that nothing may be sent to.
    UNUSABLE_ADDRESS(488);

    private final int sipCode;

    Reason(int sipCode) {
      this.sipCode = sipCode;
    }

    public int sipCode() {
      return sipCode;
    }
  }
}
