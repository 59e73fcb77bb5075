package org.hustings.telephony.sip.stack;

/// A request, sent or received.
public record SipRequest(String method, SipUri uri, Head head) {
  public static final String INVITE = "INVITE";
  public static final String ACK = "ACK";
  public static final String BYE = "BYE";
  public static final String CANCEL = "CANCEL";
  public static final String OPTIONS = "OPTIONS";
  public static final String UPDATE = "UPDATE";
  public static final String INFO = "INFO";

  public boolean is(String other) {
    return method.equals(other);
  }

  /// Whether it belongs to a dialog, as its To tag says (RFC 3261 section 12.2.2).
  public boolean inDialog() {
    return head.to().tag().isPresent();
  }

  @Override
  public String toString() {
    return method + " " + head.callId() + " " + head.cseq();
  }
}
