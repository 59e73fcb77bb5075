package org.hustings.telephony.media.rtp;

/// Where a packet stands in the stream that we send. Mutable, since one stream has one and fills it
/// fifty times a second; it is read before the next packet is stamped.
public final class Stamp {
  private int sequence;
  private int timestamp;
  private boolean marker;

  Stamp() {}

  Stamp set(int sequence, int timestamp, boolean marker) {
    this.sequence = sequence & 0xFFFF;
    this.timestamp = timestamp;
    this.marker = marker;
    return this;
  }

  public int sequence() {
    return sequence;
  }

  public int timestamp() {
    return timestamp;
  }

  public boolean marker() {
    return marker;
  }
}
