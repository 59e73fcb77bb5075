package org.hustings.telephony.peers;

import tools.jackson.databind.JsonNode;

/// What baresip says happened.
///
/// @param detail for a closed call the reason, for a key the key
public record BaresipEvent(Kind kind, String detail) {
  /// The kinds that a test waits for.
  public enum Kind {
    /// Somebody calls it.
    CALL_INCOMING,
    /// Whom it calls is alerting.
    CALL_RINGING,
    /// Whom it calls sends early media.
    CALL_PROGRESS,
    CALL_ESTABLISHED,
    /// The first RTP packet came.
    CALL_RTPESTAB,
    CALL_CLOSED,
    CALL_DTMF_START,
    /// Statistics, every five seconds and at the end.
    CALL_RTCP,
    /// Whatever else it tells.
    OTHER
  }

  static BaresipEvent from(JsonNode json) {
    String type = json.path("type").asString("");
    for (Kind kind : Kind.values()) {
      if (kind.name().equals(type)) {
        return new BaresipEvent(kind, detail(kind, json));
      }
    }
    return new BaresipEvent(Kind.OTHER, type);
  }

  private static String detail(Kind kind, JsonNode json) {
    return kind == Kind.CALL_RTCP
        ? json.path("rtcp_stats").toString()
        : json.path("param").asString("");
  }
}
