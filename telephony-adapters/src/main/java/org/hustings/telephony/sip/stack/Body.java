package org.hustings.telephony.sip.stack;

/// A message body.
///
/// @param type its media type without parameters, in lower case, for example `application/sdp`
public record Body(String type, String content) {
  public static final String SDP = "application/sdp";

  public static Body sdp(String content) {
    return new Body(SDP, content);
  }

  public boolean isSdp() {
    return type.equals(SDP);
  }
}
