package org.hustings.telephony.media;

/// Which way sound goes, seen from us (RFC 3264 section 5.1).
public enum Direction {
  SEND_RECEIVE,
  SEND_ONLY,
  RECEIVE_ONLY,
  INACTIVE;

  public boolean sends() {
    return this == SEND_RECEIVE || this == SEND_ONLY;
  }

  public boolean receives() {
    return this == SEND_RECEIVE || this == RECEIVE_ONLY;
  }

  /// The same stream seen from the other end.
  public Direction mirrored() {
    return switch (this) {
      case SEND_RECEIVE -> SEND_RECEIVE;
      case SEND_ONLY -> RECEIVE_ONLY;
      case RECEIVE_ONLY -> SEND_ONLY;
      case INACTIVE -> INACTIVE;
    };
  }

  /// What is left when both ends restrict the stream.
  public Direction and(Direction other) {
    boolean sends = sends() && other.sends();
    boolean receives = receives() && other.receives();
    if (sends) {
      return receives ? SEND_RECEIVE : SEND_ONLY;
    }
    return receives ? RECEIVE_ONLY : INACTIVE;
  }
}
