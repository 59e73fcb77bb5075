package org.hustings.telephony.media.sdp;

import java.util.List;
import java.util.Optional;

/// A session description as far as audio needs it.
///
/// @param address of the `c=` line before the first stream
/// @param attributes before the first stream
/// @param streams the `m=` sections in order
record SessionDescription(
    Optional<String> address, List<Attribute> attributes, List<Stream> streams) {

  /// An `a=` line.
  ///
  /// @param value what follows the colon, or nothing
  record Attribute(String name, String value) {}

  /// An `m=` section.
  ///
  /// @param kind `audio`, `video`…
  /// @param port zero when the stream is refused or ended
  /// @param formats payload types, for RTP
  record Stream(
      String kind,
      int port,
      String protocol,
      List<String> formats,
      Optional<String> address,
      List<Attribute> attributes) {

    Optional<String> attribute(String name) {
      return valueOf(name, attributes);
    }

    boolean has(String name) {
      return attribute(name).isPresent();
    }
  }

  Optional<String> attribute(String name) {
    return valueOf(name, attributes);
  }

  /// Where a stream's media go.
  Optional<String> addressOf(Stream stream) {
    return stream.address().or(() -> address);
  }

  private static Optional<String> valueOf(String name, List<Attribute> attributes) {
    return attributes.stream()
        .filter(attribute -> attribute.name().equals(name))
        .map(Attribute::value)
        .findFirst();
  }
}
